using System.Text;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Policy.Pinning;

namespace Plimsoll.Policy.Tests.Pinning;

public class PinningTests
{
    private static readonly string One = "sha256:" + new string('1', 64);
    private static readonly string Two = "sha256:" + new string('2', 64);

    private sealed class Answers : IImageResolver
    {
        private static readonly Dictionary<string, string> Known = new()
        {
            ["docker.io/library/nginx:1.27.3"] = One,
            ["docker.io/library/nginx:latest"] = One,
            ["docker.io/library/nginx:1.27.9"] = Two,
            ["docker.io/library/nginx:1.29.0"] = Two,
            ["docker.io/library/nginx:2.0.0"] = Two,
            ["ghcr.io/acme/app:2"] = Two,
            ["localhost:5000/acme/app:2"] = Two,
        };

        public Task<Digest?> ResolveAsync(ImageReference image, CancellationToken cancellationToken) =>
            image.Registry == "down.example" ? throw new PlimsollException(ErrorKind.Transport, "down.example does not answer")
            : Task.FromResult(Known.TryGetValue(image.ToString(), out var digest) ? Digest.Parse(digest) : null);

        public Task<bool> IsSignedAsync(ImageReference image, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<string> ListTagsAsync(ImageReference repository, CancellationToken cancellationToken) =>
            new[] { "latest", "1.27", "1.27.3", "1.27.9", "1.27.10-alpine", "1.28.0-rc.1", "1.29.0", "2.0.0", "v9.0.0" }.ToAsyncEnumerable();
    }

    private static string Expand(string text) => text.Replace("{1}", "@" + One, StringComparison.Ordinal).Replace("{2}", "@" + Two, StringComparison.Ordinal);

    private static Task<PinPlan> PlanAsync(Deployment deployment, PinUpdate update = PinUpdate.None) =>
        new PinPlanner(new Answers(), new PinOptions { Update = update }).PlanAsync([], deployment.Path);

    private static async Task<string> PinAsync(string file, string before, PinUpdate update = PinUpdate.None)
    {
        using var deployment = new Deployment().With(file, before);
        await (await PlanAsync(deployment, update)).ApplyAsync();
        Assert.Equal([file], Directory.EnumerateFiles(deployment.Path).Select(Path.GetFileName));
        return Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(deployment.Path, file)));
    }

    // {1} and {2} stand for digests.
    [Theory]
    [InlineData("x.yaml", "kind: Pod\napiVersion: v1\nspec:\n  containers:\n  - image: nginx:1.27.3   # why\n    name: 'é😀'\n", "kind: Pod\napiVersion: v1\nspec:\n  containers:\n  - image: nginx:1.27.3{1}   # why\n    name: 'é😀'\n")]
    [InlineData("x.yaml", "\uFEFFkind: Pod\r\napiVersion: v1\r\n# é\r\nspec: {containers: [{image: \"nginx:1.27.3\"}, {image: 'ghcr.io/acme/app:2'}]}\r\n", "\uFEFFkind: Pod\r\napiVersion: v1\r\n# é\r\nspec: {containers: [{image: \"nginx:1.27.3{1}\"}, {image: 'ghcr.io/acme/app:2{2}'}]}\r\n")]
    [InlineData("x.yaml", "kind: Pod\napiVersion: v1\nspec:\n  containers:\n  - image: &i !!str docker.io/library/nginx:1.27.3\n  - image: *i\n", "kind: Pod\napiVersion: v1\nspec:\n  containers:\n  - image: &i !!str docker.io/library/nginx:1.27.3{1}\n  - image: *i\n")]
    [InlineData("x.yaml", "kind: Pod\napiVersion: v1\nspec:\n  containers:\n  - image: nginx\n  - image: localhost:5000/acme/app:2\n", "kind: Pod\napiVersion: v1\nspec:\n  containers:\n  - image: nginx:latest{1}\n  - image: localhost:5000/acme/app:2{2}\n")]
    [InlineData("Dockerfile", "FROM --platform=$BUILDPLATFORM nginx:1.27.3 AS a\nCOPY --from=ghcr.io/acme/app:2 /a /b\nFROM a\n", "FROM --platform=$BUILDPLATFORM nginx:1.27.3{1} AS a\nCOPY --from=ghcr.io/acme/app:2{2} /a /b\nFROM a\n")]
    [InlineData("Dockerfile", "FROM nginx:1.27.3{2}\n", "FROM nginx:1.27.3{2}\n")]
    [InlineData("compose.yml", "services:\n  a: {image: 'nginx:1.27.3'}\n  b: {image: 'nginx:${T:-1.27.3}'}\n", "services:\n  a: {image: 'nginx:1.27.3{1}'}\n  b: {image: 'nginx:${T:-1.27.3}'}\n")]
    public async Task Only_the_token_changes(string file, string before, string after) =>
        Assert.Equal(Expand(after), await PinAsync(file, Expand(before)));

    [Theory]
    [InlineData("image:\n  repository: nginx\n  tag: 1.27.3 # why\n", "image:\n  repository: nginx\n  tag: 1.27.3{1} # why\n")]
    [InlineData("image:\n  repository: nginx\n  tag: \"1.27.3\"\n  digest: \"\"\n", "image:\n  repository: nginx\n  tag: \"1.27.3\"\n  digest: \"<1>\"\n")]
    [InlineData("image:\r\n  repository: nginx\r\n  digest:\r\n  tag: 1.27.3\r\n", "image:\r\n  repository: nginx\r\n  digest: <1>\r\n  tag: 1.27.3\r\n")]
    [InlineData("image: {repository: nginx, tag: '1.27.3'}\n", "image: {repository: nginx, tag: '1.27.3{1}'}\n")]
    [InlineData("image: nginx:1.27.3\n", "image: nginx:1.27.3{1}\n")]
    [InlineData("webImageRepository: nginx\nwebImageTag: 1.27.3\n", "webImageRepository: nginx\nwebImageTag: 1.27.3{1}\n")]
    [InlineData("image_name: nginx\nimage_digest:\nimage_version: '1.27.3'\n", "image_name: nginx\nimage_digest: <1>\nimage_version: '1.27.3'\n")]
    [InlineData("images: {web: 'nginx:1.27.3'}\ninitImages: [nginx:1.27.3]\n", "images: {web: 'nginx:1.27.3{1}'}\ninitImages: [nginx:1.27.3{1}]\n")]
    public async Task Helm_values_are_pinned_in_their_own_keys(string before, string after)
    {
        using var deployment = new Deployment().With("Chart.yaml", "apiVersion: v2\nname: x\nversion: 1.0.0\n").With("values.yaml", before);
        await (await PlanAsync(deployment)).ApplyAsync();

        Assert.Equal(Expand(after).Replace("<1>", One, StringComparison.Ordinal), await File.ReadAllTextAsync(Path.Combine(deployment.Path, "values.yaml")));
        Assert.Empty((await deployment.CheckAsync(new ImagePolicy { Profile = PolicyProfile.Digest })).Findings);
    }

    [Theory]
    [InlineData("- name: nginx\n  newTag: 1.27.3 # why\n", "- name: nginx\n  newTag: 1.27.3 # why\n  digest: <1>\n")]
    [InlineData("- newTag: '1.27.3'\r\n  name: nginx\r\n", "- newTag: '1.27.3'\r\n  digest: <1>\r\n  name: nginx\r\n")]
    [InlineData("- {name: nginx, newTag: \"1.27.3\"}\n", "- {name: nginx, newTag: \"1.27.3\", digest: <1>}\n")]
    [InlineData("- name: web\n  newName: ghcr.io/acme/app\n  newTag: \"2\"", "- name: web\n  newName: ghcr.io/acme/app\n  newTag: \"2\"\n  digest: <2>")]
    public async Task Kustomizations_get_a_digest_key(string before, string after)
    {
        using var deployment = new Deployment().With("kustomization.yaml", "images:\n" + before);
        await (await PlanAsync(deployment)).ApplyAsync();

        Assert.Equal("images:\n" + after.Replace("<1>", One, StringComparison.Ordinal).Replace("<2>", Two, StringComparison.Ordinal), await File.ReadAllTextAsync(Path.Combine(deployment.Path, "kustomization.yaml")));
        Assert.Empty((await deployment.CheckAsync(new ImagePolicy { Profile = PolicyProfile.Digest })).Findings);
        Assert.Empty((await PlanAsync(deployment)).Files);
    }

    [Theory]
    [InlineData("- &x {name: nginx, newTag: &t 1.27.3}\n- {name: other, newTag: *t}\n", null)] // a place of two images
    [InlineData("- name: nginx\n  newTag: *t\n", null)]
    [InlineData("- name: nginx\n  <<: *m\n", null)]
    [InlineData("- name: nginx\n  newTag: 1.27.3\n  digest: \"\"\n", "- name: nginx\n  newTag: 1.27.3\n  digest: \"<1>\"\n")]
    [InlineData("- name: nginx\n  newTag: 1.27.3\n  digest: # none yet\n", "- name: nginx\n  newTag: 1.27.3\n  digest: <1> # none yet\n")]
    [InlineData("- name: nginx\n  newTag: 1.27.3\n  digest: ~\n", "- name: nginx\n  newTag: 1.27.3\n  digest: <1>\n")]
    [InlineData("- {name: nginx, digest: , newTag: 1.27.3}\n", "- {name: nginx, digest: <1> , newTag: 1.27.3}\n")]
    [InlineData("- {\"name\":\"nginx\",\"newTag\":\"1.27.3\"}\n", "- {\"name\":\"nginx\",\"newTag\":\"1.27.3\", \"digest\": \"<1>\"}\n")]
    [InlineData("- 'name': nginx\n  'newTag': 1.27.3\n", "- 'name': nginx\n  'newTag': 1.27.3\n  digest: <1>\n")]
    [InlineData("- name: nginx\n  newTag: |-\n    1.27.3\n", "- name: nginx\n  newTag: |-\n    1.27.3\n  digest: <1>\n")]
    public async Task A_digest_key_is_added_only_where_it_is_this_images(string images, string? after)
    {
        var head = "x: &m\n  newTag: &t 1.27.3\nimages:\n".Replace(images.Contains("&t", StringComparison.Ordinal) ? "&t " : "&-", "", StringComparison.Ordinal);
        using var deployment = new Deployment().With("kustomization.yaml", head + images);
        var plan = await PlanAsync(deployment);
        await plan.ApplyAsync();

        Assert.Equal(head + (after ?? images).Replace("<1>", One, StringComparison.Ordinal), await File.ReadAllTextAsync(Path.Combine(deployment.Path, "kustomization.yaml")));
        Assert.Equal(after is null, plan.Skipped.Count > 0);
    }

    [Theory]
    [InlineData("compose.yaml", "services: {a: {build: ., image: 'nginx:1.27.3'}}\n", "It is built or pushed here")]
    [InlineData("azure-pipelines.yml", "steps:\n- task: Docker@2\n  inputs: {repository: nginx, tags: 1.27.3}\n", "It is built or pushed here")]
    [InlineData("cloudbuild.yaml", "steps: []\nimages: ['nginx:1.27.3']\n", "It is built or pushed here")]
    [InlineData(".devcontainer.json", "{\"features\": {\"ghcr.io/acme/app:2\": {}}}\n", "A feature can have a tag or a digest")]
    [InlineData("x.yaml", "kind: Pod\napiVersion: v1\nspec: {containers: [{image: \"nginx:1\\u002e27.3\"}]}\n", "It contains escapes")]
    [InlineData("ci.yml", "on: x\njobs: {a: {runs-on: x, strategy: {matrix: {v: ['1.27.3']}}, container: 'nginx:${{ matrix.v }}'}}\n", "It is composed of variables")]
    [InlineData("x.yaml", "\uFEFF\uFEFFkind: Pod\napiVersion: v1\nspec: {containers: [{image: nginx:1.27.3}]}\n", "The file is not valid text in its encoding")]
    public async Task An_image_that_takes_no_digest_is_left_with_the_reason(string file, string text, string reason)
    {
        using var deployment = new Deployment().With(file, text);

        var plan = await PlanAsync(deployment);

        Assert.StartsWith(reason, Assert.Single(plan.Skipped).Reason, StringComparison.Ordinal);
        Assert.Empty(plan.Files);
        Assert.Null(plan.Skipped[0].Reason.StartsWith("The file", StringComparison.Ordinal) ? null : plan.Failure);
    }

    [Theory]
    [InlineData("image: {repository: nginx, tag: 1.27.3, digest: ''}\n", "image: {tag: 9}\n")]
    [InlineData("image: {repository: nginx, tag: 1.27.3}\n", "image: {repository: other}\n")]
    [InlineData("image: {repository: nginx, tag: 1.27.3}\n", "image: {registry: r.example}\n")]
    public async Task A_digest_that_another_values_file_would_inherit_is_not_written(string values, string production)
    {
        using var deployment = new Deployment().With("Chart.yaml", "apiVersion: v2\nname: x\n").With("values.yaml", values).With("values-prod.yaml", production);

        // Also where only the one file is asked for.
        Assert.Empty((await new PinPlanner(new Answers(), new PinOptions()).PlanAsync(["values.yaml"], deployment.Path)).Files);
        var plan = await PlanAsync(deployment);

        Assert.Empty(plan.Files);
        Assert.Contains(plan.Skipped, skipped => skipped.Span.File == "values.yaml" && skipped.Reason.StartsWith("The digest would also apply to '", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_digest_that_a_template_would_give_another_image_is_not_written()
    {
        using var deployment = new Deployment().With("Chart.yaml", "apiVersion: v2\nname: x\n").With("values.yaml", "image: {repository: nginx, tag: 1.27.3}\n")
            .With("templates/x.yaml", "kind: Pod\nspec:\n  containers:\n  - image: \"other:{{ .Values.image.tag }}\"\n");

        Assert.Empty((await PlanAsync(deployment)).Files);
    }

    [Fact]
    public async Task Resources_of_flux_have_a_key_for_the_digest()
    {
        const string Repository = "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nspec:\n  url: oci://ghcr.io/acme/app\n  ref:\n    tag: \"2\"\n";
        const string Kustomization = "---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n  images:\n  - name: ghcr.io/acme/app\n    newTag: \"2\"\n";

        Assert.Equal(
            $"{Repository}    digest: {Two}\n{Kustomization}    digest: {Two}\n",
            await PinAsync("x.yaml", Repository + Kustomization));
    }

    [Fact]
    public async Task The_encoding_stays()
    {
        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)])
        {
            const string Text = "kind: Pod\napiVersion: v1\nspec: {containers: [{image: nginx:1.27.3}]} # é😀";
            byte[] Encoded(string text) => [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
            using var deployment = new Deployment().With("x.yaml", Encoded(Text));
            await (await PlanAsync(deployment)).ApplyAsync();

            Assert.Equal(Encoded(Text.Replace("1.27.3", "1.27.3@" + One, StringComparison.Ordinal)), await File.ReadAllBytesAsync(Path.Combine(deployment.Path, "x.yaml")));
        }
    }

    [Theory]
    [InlineData("nginx:1.27.3{2}", PinUpdate.Digest, "nginx:1.27.3{1}")]
    [InlineData("nginx:1.27.3{1}", PinUpdate.Digest, "nginx:1.27.3{1}")]
    [InlineData("nginx{2}", PinUpdate.Digest, "nginx{2}")]
    [InlineData("nginx:1.27.3{1}", PinUpdate.Patch, "nginx:1.27.9{2}")]
    [InlineData("nginx:1.27.3", PinUpdate.Minor, "nginx:1.29.0{2}")]
    [InlineData("nginx:1.27.3", PinUpdate.Major, "nginx:2.0.0{2}")]
    [InlineData("nginx:2.0.0{2}", PinUpdate.Major, "nginx:2.0.0{2}")]
    [InlineData("nginx:latest", PinUpdate.Major, "nginx:latest{1}")]
    public async Task A_pin_moves_as_far_as_it_is_told(string before, PinUpdate update, string after) =>
        Assert.Equal(Expand($"FROM {after}\n"), await PinAsync("Dockerfile", Expand($"FROM {before}\n"), update));

    [Fact]
    public async Task What_cannot_be_pinned_is_told_and_the_rest_is()
    {
        using var deployment = new Deployment()
            .With("Dockerfile", "FROM nginx:9\nFROM down.example/x:1\nFROM $BASE\nFROM nginx:1.27.3\n")
            .With("x.yaml", [.. "kind: Pod\napiVersion: v1\nspec: {containers: [{image: nginx:1.27.3}]} # "u8, 0xFF, (byte)'\n']);

        var plan = await PlanAsync(deployment);

        Assert.Equal("Dockerfile", Assert.Single(plan.Files).Path);
        Assert.Equal(
            ["docker.io/library/nginx has no '9'", "down.example does not answer", "It depends on a value", "The file is not valid text in its encoding"],
            plan.Skipped.OrderBy(skipped => skipped.Span.File, StringComparer.Ordinal).Select(skipped => skipped.Reason.Split(" that the")[0].TrimEnd('.')).Select(reason => reason.Replace("Docker.io", "docker.io", StringComparison.Ordinal).Replace("Down", "down", StringComparison.Ordinal)));
        Assert.Equal(ErrorKind.Transport, plan.Failure);
    }

    [Fact]
    public async Task A_file_that_changed_meanwhile_is_left_alone()
    {
        using var deployment = new Deployment().With("Dockerfile", "FROM nginx:1.27.3\n");
        var plan = await PlanAsync(deployment);
        deployment.With("Dockerfile", "FROM scratch\n");

        await Assert.ThrowsAsync<PlimsollException>(() => plan.ApplyAsync());

        Assert.Equal("FROM scratch\n", await File.ReadAllTextAsync(Path.Combine(deployment.Path, "Dockerfile")));
    }

    [Fact]
    public async Task What_was_pinned_checks_clean_and_is_not_pinned_again()
    {
        using var deployment = new Deployment().With("Dockerfile", "FROM nginx\nCOPY --from=ghcr.io/acme/app:2 a b\n").With("prod/x.yaml", "kind: Pod\napiVersion: v1\nspec: {containers: [{image: 'nginx:latest'}]}\n");
        Assert.NotEmpty((await deployment.CheckAsync(new ImagePolicy { Profile = PolicyProfile.Digest })).Findings);

        await (await PlanAsync(deployment)).ApplyAsync();

        Assert.Empty((await deployment.CheckAsync(new ImagePolicy { Profile = PolicyProfile.Digest })).Findings);
        Assert.Empty((await PlanAsync(deployment)).Files);
    }

    [Fact]
    public async Task A_file_that_links_lead_to_is_written_once()
    {
        if (OperatingSystem.IsWindows())
            return;

        using var deployment = new Deployment().With("base/Dockerfile", "FROM nginx\n");
        File.CreateSymbolicLink(Path.Combine(deployment.Path, "Dockerfile"), "base/Dockerfile");
        Directory.CreateSymbolicLink(Path.Combine(deployment.Path, "alias"), "base");

        var plan = await PlanAsync(deployment);
        await plan.ApplyAsync();

        Assert.Equal("base/Dockerfile", Assert.Single(plan.Files).Path);
        Assert.Equal($"FROM nginx:latest@{One}\n", await File.ReadAllTextAsync(Path.Combine(deployment.Path, "base/Dockerfile")));
        Assert.Empty((await deployment.CheckAsync(new ImagePolicy { Profile = PolicyProfile.Digest })).Findings);
    }

    [Fact]
    public async Task A_link_and_the_mode_of_a_file_stay()
    {
        if (OperatingSystem.IsWindows())
            return;

        using var deployment = new Deployment().With("base/Dockerfile", "FROM nginx\n");
        var (file, link) = (Path.Combine(deployment.Path, "base", "Dockerfile"), Path.Combine(deployment.Path, "Dockerfile"));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(link, file);

        await (await new PinPlanner(new Answers(), new PinOptions()).PlanAsync(["Dockerfile"], deployment.Path)).ApplyAsync();

        Assert.Equal(file, new FileInfo(link).LinkTarget);
        Assert.Equal($"FROM nginx:latest@{One}\n", await File.ReadAllTextAsync(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(file));
    }
}
