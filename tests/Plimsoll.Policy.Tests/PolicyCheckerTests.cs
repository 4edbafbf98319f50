using System.Text;
using Plimsoll.Oci;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Rules;
using Plimsoll.Testing;

namespace Plimsoll.Policy.Tests;

public class PolicyCheckerTests
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: redis:7}]}\n";

    [Theory]
    [InlineData("deploy/prod/app.yaml", true)]
    [InlineData("deploy/prod-eu/app.yaml", true)]
    [InlineData("deploy/production/deep/app.yaml", true)]
    [InlineData("k8s/production/app.yaml", true)]
    [InlineData("apps/a/prod/app.yaml", true)]
    [InlineData("prod/app.yaml", true)]
    [InlineData("k8s/PROD/app.yaml", true)]
    [InlineData("deploy/staging/app.yaml", false)]
    [InlineData("k8s/product/app.yaml", false)]
    [InlineData("production.yaml", false)]
    public async Task Production_is_known_by_its_folder(string file, bool isProduction) =>
        Assert.Equal(isProduction ? "mutable-tag@3:29-36" : "", await Deployment.FindingsAsync(file, Pod));

    [Theory]
    [InlineData("live/app.yaml", true)]
    [InlineData("test/app.yaml", false)]
    [InlineData("prod/app.yaml", false)]
    public async Task Configured_environments_replace_the_default(string file, bool isProduction)
    {
        var policy = new ImagePolicy { Environments = [new("live", IsProduction: true, ["live/**"]), new("test", IsProduction: false, ["test/**"])] };

        Assert.Equal(isProduction ? "mutable-tag@3:29-36" : "", await Deployment.FindingsAsync(file, Pod, policy));
    }

    [Fact]
    public async Task An_input_is_checked_alone_and_by_the_environment_of_its_name()
    {
        using var folder = new TempDirectory();
        folder.Write("app.yaml", Pod.Replace("redis:7", "redis", StringComparison.Ordinal));
        var input = new CheckInput(Encoding.UTF8.GetBytes(Pod), "deploy/prod/app.yaml");

        var result = await PolicyChecker.CheckAsync([], ImagePolicy.Default, folder.Path, new CheckOptions { Input = input });

        var finding = Assert.Single(result.Findings);
        Assert.Equal(("deploy/prod/app.yaml", "mutable-tag"), (finding.Span.File, finding.Rule));
        var compared = new CheckOptions { Input = input, Earlier = new EarlierFiles(_ => true, _ => null) };
        await Assert.ThrowsAsync<ArgumentException>(() => PolicyChecker.CheckAsync([], ImagePolicy.Default, folder.Path, compared));
    }

    [Fact]
    public async Task Production_is_known_from_the_root_wherever_the_check_runs()
    {
        using var folder = new TempDirectory();
        folder.Write("deploy/prod-eu/app.yaml", Pod);
        var policy = ImagePolicy.Default with { Root = folder.Path };

        var result = await PolicyChecker.CheckAsync([], policy, folder["deploy/prod-eu"]);

        Assert.Equal(("app.yaml", RuleNames.MutableTag), (result.Findings[0].Span.File, result.Findings[0].Rule));
    }

    [Fact]
    public async Task An_explicit_profile_overrides_the_folder() =>
        Assert.Equal("", await Deployment.FindingsAsync("prod/app.yaml", Pod, new ImagePolicy { Profile = PolicyProfile.Tag }));

    [Fact]
    public async Task A_file_outside_the_base_directory_keeps_its_environment()
    {
        using var deployment = new Deployment().With("infra/prod/app.yaml", Pod).With("src/x.txt", "");

        var result = await PolicyChecker.CheckAsync(["../infra"], ImagePolicy.Default, Path.Combine(deployment.Path, "src"));

        Assert.Equal("../infra/prod/app.yaml", Assert.Single(result.Findings).Span.File);
    }

    [Fact]
    public async Task Folders_are_searched_and_the_order_is_that_of_the_paths()
    {
        using var deployment = new Deployment();
        foreach (var file in new[] { "b/z.yml", "a.yaml", "b/a.json", "B.yaml", ".git/x.yaml", "node_modules/x.yaml", "src/bin/x.yaml", "obj/x.yaml", "artifacts/x.yaml", "notes.txt", ".github/x.yaml" })
            deployment.With(file, file.EndsWith(".json", StringComparison.Ordinal) ? "{\"kind\":\"Pod\",\"spec\":{\"containers\":[{\"image\":\"x\"}]}}" : "kind: Pod\nspec: {containers: [{image: y}, {image: x}]}\n");

        var result = await deployment.CheckAsync();

        Assert.Equal(5, result.Files);
        Assert.Equal(
            [".github/x.yaml y", ".github/x.yaml x", "B.yaml y", "B.yaml x", "a.yaml y", "a.yaml x", "b/a.json x", "b/z.yml y", "b/z.yml x"],
            result.Findings.Select(finding => $"{finding.Span.File} {finding.Image}"));
    }

    [Fact]
    public async Task A_path_given_twice_is_checked_once()
    {
        using var deployment = new Deployment().With("a/x.yaml", Pod);

        Assert.Equal(1, (await deployment.CheckAsync(null, "a", "a/x.yaml", ".")).Files);
    }

    [Fact]
    public async Task Paths_that_do_not_exist_are_all_named()
    {
        using var deployment = new Deployment().With("x.yaml", Pod);

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => deployment.CheckAsync(null, "no.yaml", "x.yaml", "gone/"));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("'no.yaml', 'gone/'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_no_text_is_told_and_the_rest_is_checked()
    {
        if (!OperatingSystem.IsLinux())
            return;

        using var deployment = new Deployment().With("x.yaml", "kind: Pod\nspec: {containers: [{image: a}]}\n");
        async Task ShellAsync(string command)
        {
            using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh") { ArgumentList = { "-c", command }, WorkingDirectory = deployment.Path })!;
            await shell.WaitForExitAsync();
        }

        // No string of this runtime names such a file, so that it can neither write nor delete it.
        await ShellAsync("cp x.yaml \"$(printf 'bad\\377.yaml')\"");
        var findings = (await deployment.CheckAsync()).Findings;
        await ShellAsync("rm bad*");

        Assert.Equal(["unreadable-file", "missing-tag"], findings.Select(finding => finding.Rule).OrderDescending());
        Assert.Contains("its name is probably not valid text", findings.Single(finding => finding.Rule == "unreadable-file").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_are_followed_inside_the_folder_and_not_out_of_it()
    {
        if (OperatingSystem.IsWindows())
            return; // making a link takes a privilege there

        using var outside = new Deployment().With("secret.yaml", Pod).With("d/x.yaml", Pod);
        using var deployment = new Deployment().With("base/app.yaml", Pod).With("prod/note.txt", "");
        File.CreateSymbolicLink(Path.Combine(deployment.Path, "prod/app.yaml"), "../base/app.yaml");
        File.CreateSymbolicLink(Path.Combine(deployment.Path, "out.yaml"), Path.Combine(outside.Path, "secret.yaml"));
        Directory.CreateSymbolicLink(Path.Combine(deployment.Path, "out"), outside.Path);
        File.CreateSymbolicLink(Path.Combine(deployment.Path, "through.yaml"), "out/d/x.yaml");
        Directory.CreateSymbolicLink(Path.Combine(deployment.Path, "base/circle"), "..");
        File.CreateSymbolicLink(Path.Combine(deployment.Path, "dangling.yaml"), "nowhere");

        var result = await deployment.CheckAsync();

        Assert.Equal(["prod/app.yaml"], result.Findings.Select(finding => finding.Span.File).Where(file => !file.StartsWith("base/circle", StringComparison.Ordinal)));
        Assert.DoesNotContain(result.Images, image => image.Use.Span.File.Contains("out", StringComparison.Ordinal) || image.Use.Span.File.Contains("through", StringComparison.Ordinal));
        Assert.Contains(result.Images, image => image.Use.Span.File == "base/app.yaml");
    }

    [Fact]
    public async Task A_broken_file_is_a_finding_at_its_place_and_the_rest_goes_on()
    {
        using var deployment = new Deployment().With("a.yaml", "kind: Pod\nimage: [\n").With("b.yaml", "kind: Pod\nspec: {containers: [{image: x}]}\n");

        var result = await deployment.CheckAsync();

        Assert.Equal(["missing-tag b.yaml Error", "unreadable-file a.yaml Warning"], result.Findings.Select(finding => $"{finding.Rule} {finding.Span.File} {finding.Severity}"));
        Assert.Equal(3, result.Findings[1].Span.StartLine);
    }

    [Fact]
    public async Task Size_and_nesting_are_bounded()
    {
        var nested = "kind: Pod\nimage: " + new string('[', 100_000);
        using var deployment = new Deployment().With("deep.yaml", nested).With("deep.json", "{\"kind\":\"image\",\"a\":" + new string('[', 100_000));
        using (var large = File.Create(Path.Combine(deployment.Path, "large.yaml")))
            large.SetLength(100L << 20);

        var result = await deployment.CheckAsync();

        Assert.Equal(["deep.json", "deep.yaml", "large.yaml"], result.Findings.Select(finding => finding.Span.File));
        Assert.All(result.Findings, finding => Assert.Equal(RuleNames.UnreadableFile, finding.Rule));
        Assert.Contains("104857600 bytes", result.Findings[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aliases_do_not_multiply_the_work()
    {
        // Read once for each alias, these would be a thousand million images.
        var list = string.Join(",", Enumerable.Repeat("{image: x}", 30_000));
        var aliases = string.Join(",", Enumerable.Range(0, 30_000).Select(i => $"k{i}: *a, containers: *a"));
        using var deployment = new Deployment()
            .With("pod.yaml", $"kind: Pod\nspec: {{containers: &a [{list}], b: {{{aliases}}}}}\n")
            .With("compose.yaml", $"x: &a [{list}]\nservices: {{" + string.Join(",", Enumerable.Range(0, 30_000).Select(i => $"s{i}: {{<<: *a}}")) + "}\n");

        var result = await deployment.CheckAsync();

        Assert.Equal(30_001, result.Images.Count);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Text_in_utf_16_is_read(string encoding)
    {
        var utf16 = Encoding.GetEncoding(encoding);
        using var deployment = new Deployment().With("prod/x.yaml", [.. utf16.GetPreamble(), .. utf16.GetBytes(Pod)]);

        Assert.Equal(29, Assert.Single((await deployment.CheckAsync()).Findings).Span.StartColumn);
    }

    [Fact]
    public async Task A_named_file_of_no_known_kind_is_a_note()
    {
        using var deployment = new Deployment().With("README.md", "# image kind\n").With("pod.tpl", Pod);

        Assert.Equal(Severity.Note, Assert.Single((await deployment.CheckAsync(null, "README.md")).Findings).Severity);
        Assert.Single((await deployment.CheckAsync(null, "pod.tpl")).Images);
    }

    [Fact]
    public async Task A_cancelled_check_ends()
    {
        using var deployment = new Deployment().With("x.yaml", Pod);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PolicyChecker.CheckAsync([], ImagePolicy.Default, deployment.Path, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Findings_of_production_come_first_then_the_most_severe()
    {
        static string Pod(params string[] images) => "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n" + string.Concat(images.Select(image => $"  - image: '{image}'\n"));
        using var deployment = new Deployment()
            .With("a.yaml", Pod("a:${TAG}", "a:latest"))
            .With("b.yaml", Pod("b"))
            .With("deploy/prod/z.yaml", Pod("z:${TAG}", "z:2"))
            .With("deploy/prod/y.yaml", Pod("y:2"));

        Assert.Equal(
            ["deploy/prod/y.yaml:5 Error", "deploy/prod/z.yaml:6 Error", "deploy/prod/z.yaml:5 Warning", "a.yaml:6 Error", "b.yaml:5 Error", "a.yaml:5 Warning"],
            (await deployment.CheckAsync()).Findings.Select(finding => $"{finding.Span.File}:{finding.Span.StartLine} {finding.Severity}"));
    }

    [Theory]
    [InlineData("nginx:Nightly-1")]
    [InlineData("nginx:NIGHTLY-1")]
    public async Task Patterns_of_tags_match_in_any_case(string image)
    {
        var policy = ImagePolicy.Default with { MutableTags = ["nightly-*"] };
        Assert.Equal("mutable-tag@1:6-21", await Deployment.FindingsAsync("Dockerfile", $"FROM {image}\n", policy));
        Assert.Equal("", await Deployment.FindingsAsync("deploy/prod/Dockerfile", $"FROM {image}\n", ImagePolicy.Default with { ImmutableTags = ["Nightly-*"] }));
    }
}
