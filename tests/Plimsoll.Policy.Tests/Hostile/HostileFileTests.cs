using System.Text;
using CsCheck;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Scanners;
using Plimsoll.Policy.Tests.Fixtures;
using Plimsoll.Testing;
using Plimsoll.Testing.Hostile;

namespace Plimsoll.Policy.Tests.Hostile;

/// <summary>Deployment files of every kind, and baselines: see <see cref="HostileRun"/> for how many are tried.</summary>
public sealed class HostileFileTests : IDisposable
{
    /// <summary>What one file of a few hundred lines may need, whatever it holds.</summary>
    private const long Bound = 128L * 1024 * 1024;

    private static readonly (string Path, string Text)[] Files = [.. Fixture.Names.SelectMany(name => Fixture.Read(name).Files("real"))];

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Files of every kind, with words and lines that are not theirs.</summary>
    [Fact]
    public void A_file_with_other_words_and_lines_is_checked() => Gen.Int[0, Files.Length - 1].SelectMany(index => LineEdit.Near(Files[index].Text).Select(bytes => (Files[index].Path, bytes)))
        .SampleHostile(1000, file => Scan(file.Path, file.bytes), Bound);

    [Fact]
    public void A_file_with_other_bytes_is_checked() => Gen.Select(Gen.Int[0, Files.Length - 1], Gen.Int[0, Files.Length - 1]).SelectMany(pair => ByteEdit.Near(Files[pair.Item1].Text, Files[pair.Item2].Text).Select(bytes => (Files[pair.Item1].Path, bytes)))
        .SampleHostile(600, file => Scan(file.Path, file.bytes), Bound);

    /// <summary>JSON is edited at its nodes, and some are there ten thousand times.</summary>
    [Fact]
    public void A_file_of_JSON_with_other_nodes_is_checked()
    {
        var files = Files.Where(file => file.Path.EndsWith(".json", StringComparison.Ordinal) && IsJson(file.Text)).ToArray();
        Gen.Int[0, files.Length - 1].SelectMany(index => JsonEdit.Near(files[index].Text).Select(bytes => (files[index].Path, bytes))).SampleHostile(200, file => Scan(file.Path, file.bytes), 4 * Bound);
    }

    public static TheoryData<string, string, int> Bombs => new()
    {
        { "pod.yaml", "kind: Pod\nspec:\n  containers: &a0 [{image: 'a:1'}]\n" + Repeat(40, i => $"  x{i + 1}: &a{i + 1} [*a{i}, *a{i}, *a{i}, *a{i}, *a{i}]\n") + "  initContainers: *a40\n", 64 },
        { "pod.yaml", "kind: Pod\n" + Repeat(30, i => $"x{i + 1}: &a{i + 1} {{ {(i == 0 ? "image: 'a:1'" : $"<<: [*a{i}, *a{i}, *a{i}, *a{i}]")} }}\n") + "spec: *a30\n", 64 },
        { "compose.yml", "x: &a0 {image: 'a:1'}\nservices:\n" + Repeat(60, i => $"  s{i + 1}: &a{i + 1}\n    <<: [*a{i}, *a{i}, *a{i}, *a{i}]\n"), 64 },
        { "compose.yml", "services:\n" + Repeat(200, i => $"  s{i}:\n    extends: {{service: s{i + 1}}}\n") + "  s200:\n    extends: {service: s0}\n    image: a:1\n", 64 },
        { ".env", Repeat(60, i => $"A{i + 1}=${{A{i}}}${{A{i}}}\n"), 64 },
        { "Dockerfile", "ARG A0=aaaaaaaaaa\n" + Repeat(60, i => $"ARG A{i + 1}=$A{i}$A{i}\n") + "FROM $A60\n", 64 },
        { "docker-bake.hcl", "variable \"a0\" { default = \"aaaaaaaaaa\" }\n" + Repeat(60, i => $"variable \"a{i + 1}\" {{ default = \"${{a{i}}}${{a{i}}}\" }}\n") + "target \"t\" { tags = [\"${a60}\"] \n contexts = { x = \"docker-image://${a60}\" } }\n", 64 },
        { "main.tf", "locals {\n  a0 = \"aaaaaaaaaa\"\n" + Repeat(60, i => $"  a{i + 1} = \"${{local.a{i}}}${{local.a{i}}}\"\n") + "}\nresource \"docker_image\" \"i\" { name = local.a60 }\n", 64 },
        { "main.tf", "resource \"docker_image\" \"i\" { name = " + new string('(', 20_000) + "1" + new string(')', 20_000) + " }\n", 64 },
        { "main.tf", "resource \"docker_image\" \"i\" { name = " + string.Concat(Enumerable.Repeat("\"${", 5_000)) + " }\n", 256 },
        { "main.bicep", "var a0 = 'aaaaaaaaaa'\n" + Repeat(60, i => $"var a{i + 1} = '${{a{i}}}${{a{i}}}'\n") + "resource r 't@v' = { properties: { containers: [{ properties: { image: a60 } }] } }\n", 64 },
        { ".gitlab-ci.yml", "variables:\n  A0: aaaaaaaaaa\n" + Repeat(60, i => $"  A{i + 1}: \"$A{i}$A{i}\"\n") + "a: {image: $A60, script: x}\n", 64 },
        { ".gitlab-ci.yml", ".a0: {image: 'a:1'}\n" + Repeat(40, i => $".a{i + 1}: {{extends: [.a{i}, .a{i}, .a{i}]}}\n") + "a: {extends: .a40, script: x}\n", 64 },
        { ".gitlab-ci.yml", "a:\n  image: $A:$B:$C:$D:$E\n  script: x\n  parallel:\n    matrix:\n    - {" + string.Join(", ", "ABCDEFGH".Select(name => $"{name}: [{string.Join(", ", Enumerable.Range(0, 40))}]")) + "}\n", 256 },
        { ".github/workflows/a.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix:\n" + Repeat(8, i => $"        a{i}: [{string.Join(", ", Enumerable.Range(0, 40))}]\n") + "    container: a:${{ matrix.a0 }}${{ matrix.a1 }}${{ matrix.a2 }}${{ matrix.a3 }}${{ matrix.a4 }}\n    steps: [{run: x}]\n", 256 },
        { ".github/workflows/a.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    container: ${{ " + new string('(', 20_000) + " }}\n    steps: [{run: x}]\n", 256 },
        { ".circleci/config.yml", "version: 2.1\ncommands:\n" + Repeat(40, i => $"  c{i + 1}: {{steps: [c{i}, c{i}, c{i}]}}\n") + "  c0: {steps: [{run: 'docker run a:1'}]}\njobs: {j: {docker: [{image: 'a:1'}], steps: [c40]}}\nworkflows: {w: {jobs: [j]}}\n", 64 },
        { "azure-pipelines.yml", "variables:\n  a0: aaaaaaaaaa\n" + Repeat(60, i => $"  a{i + 1}: $(a{i})$(a{i})\n") + "jobs:\n- job: a\n  container: $(a60)\n", 64 },
        { "cloudbuild.yaml", "steps: [{name: $_A60}]\nsubstitutions:\n  _A0: aaaaaaaaaa\n" + Repeat(60, i => $"  _A{i + 1}: ${{_A{i}}}${{_A{i}}}\n"), 64 },
        { "run.sh", "a0=aaaaaaaaaa\n" + Repeat(60, i => $"a{i + 1}=$a{i}$a{i}\n") + "docker run $a60\n", 64 },
        { "run.sh", "docker run " + string.Concat(Enumerable.Repeat("$(", 10_000)) + "\n", 256 },
        { "run.sh", "docker run " + string.Concat(Enumerable.Repeat("\"$(echo ", 2_000)) + "\n", 256 },
        { "run.sh", string.Concat(Enumerable.Repeat("bash -c '", 300)) + "docker run a:1" + new string('\'', 300) + "\n", 256 },
        { "run.sh", string.Concat(Enumerable.Range(0, 2_000).Select(i => $"cat <<E{i}\n")), 256 },
        { "values.yaml", "image: {repository: a, tag: '" + string.Concat(Enumerable.Repeat("{{ ", 10_000)) + "'}\n", 256 },
        { "a.json", "{\"kind\":\"Pod\",\"spec\":" + new string('[', 50_000), 64 },
        { "pod.yaml", "kind: Pod\nspec: " + string.Concat(Enumerable.Repeat("{containers: [", 20_000)), 256 },
        { "pod.yaml", "kind: Pod\nspec:\n" + string.Concat(Enumerable.Range(1, 2_000).Select(depth => new string(' ', depth) + "a:\n")), 256 },
        { "pod.yaml", "kind: Pod\nspec: " + string.Concat(Enumerable.Repeat("- ", 20_000)) + "\n", 256 },
        { "pod.yaml", "kind: Pod\nimage: a:1 # plimsoll:ignore " + new string('(', 50_000) + "\n", 64 },
        { "app.csproj", string.Concat(Enumerable.Repeat("<a>", 20_000)), 256 },
        { "a.jsonnet", "{ image: " + new string('(', 20_000), 256 },
        { "fly.toml", "app = 'a'\n[build]\nimage = 'a:1'\nx = " + new string('[', 20_000) + "\n", 256 },
        { "fly.toml", "app = 'a'\n" + string.Concat(Enumerable.Repeat("a.", 20_000)) + "b = 1\n[build]\nimage = 'a:1'\n", 256 },
        { "kustomization.yaml", "resources: [.]\nimages: [{name: a, newTag: '1'}]\ncomponents: [., ../.]\n", 64 },
    };

    /// <summary>Files that are small and mean much.</summary>
    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task A_file_that_grows_when_it_is_read_is_bounded(string path, string text, int mebibytes)
    {
        using var deployment = new Deployment().With(path, text).With("compose.yaml", "services: {a: {image: 'a:${A60}'}}\n");
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));

        // Files are scanned on several threads; what all of them allocate is seen by the process alone, where other tests run beside.
        var result = await PolicyChecker.CheckAsync([], ImagePolicy.Default, deployment.Path, new CheckOptions(), deadline.Token).WaitAsync(TimeSpan.FromMinutes(2));
        var file = new CandidateFile(Path.Combine(deployment.Path, path), path, IsExplicit: true);
        HostileRun.Try(() => FileScanner.ScanBytes(file, Encoding.UTF8.GetBytes(text), new SourceTree(deployment.Path, deployment.Path), deadline.Token), mebibytes * 1024L * 1024);

        Assert.All(result.Images, image => Assert.InRange(image.Use.Image.Length, 0, 100_000));
    }

    /// <summary>Links that lead back would be followed in ever more ways.</summary>
    [Fact]
    public async Task Links_among_the_templates_of_a_chart_that_lead_back_are_not_followed()
    {
        if (OperatingSystem.IsWindows())
            return;

        using var deployment = new Deployment().With("Chart.yaml", "apiVersion: v2\nname: a\nversion: 1.0.0\nappVersion: 1.2.3\n").With("values.yaml", "image: {repository: a, tag: ''}\n").With("templates/a.yaml", "image: {{ .Values.image.repository }}:{{ .Chart.AppVersion }}\n");
        foreach (var link in (string[])["b", "c", "d"])
            Directory.CreateSymbolicLink(Path.Combine(deployment.Path, "templates", link), ".");

        Assert.NotEmpty((await deployment.CheckAsync().WaitAsync(TimeSpan.FromMinutes(2))).Images);
    }

    [Fact]
    public void A_baseline_is_read_or_refused() => Gen.Frequency(
        (3, JsonEdit.Near("""{"schemaVersion":1,"findings":[{"fingerprint":"0123456789abcdef0123456789abcdef","rule":"missing-tag","file":"a","image":"b"}]}""")),
        (1, ByteEdit.Near("""{"schemaVersion":1,"findings":[{"fingerprint":"0123456789abcdef0123456789abcdef"}]}"""))).SampleHostile(
        150,
        async (bytes, cancellationToken) =>
        {
            await File.WriteAllBytesAsync(_folder["baseline.json"], bytes, cancellationToken);
            _ = await Baseline.ReadAsync(_folder["baseline.json"], cancellationToken);
        },
        _folder["baseline.json"]);

    private void Scan(string path, byte[] bytes)
    {
        var file = new CandidateFile(Path.Combine(_folder.Path, path), path, IsExplicit: true);
        var scan = FileScanner.ScanBytes(file, bytes, new SourceTree(_folder.Path, _folder.Path), CancellationToken.None);
        foreach (var use in scan.Uses)
            _ = ImagePolicy.Default.GetVerdict(use);
        foreach (var finding in scan.Findings)
            foreach (var name in (string[])["System.", "YamlDotNet", "Exception", "Tomlyn"])
                if (finding.Message.Contains(name, StringComparison.Ordinal) && !Encoding.UTF8.GetString(bytes).Contains(name, StringComparison.Ordinal))
                    throw new InvalidOperationException($"The message has '{name}': {finding.Message}");
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = System.Text.Json.JsonDocument.Parse(text);
            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private static string Repeat(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(line));
}
