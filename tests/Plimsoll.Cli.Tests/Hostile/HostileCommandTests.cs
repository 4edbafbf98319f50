using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;
using Plimsoll.Testing.Hostile;

namespace Plimsoll.Cli.Tests.Hostile;

/// <summary>
/// Each verb with files that somebody prepared: it ends with a documented exit code and says why in its own words. With
/// <c>PLIMSOLL_TEST_HOSTILE=1</c> or more each line also runs as a process of its own.
/// </summary>
public sealed class HostileCommandTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private static readonly SmallImage Image = SmallImage.Create();

    private readonly GitRepository _repository = GitRepository.Released();

    public HostileCommandTests() => _repository.Write("out/app", "program");

    public void Dispose() => _repository.Dispose();

    public static TheoryData<string, string, string> Files
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            var digest = Image.Manifest.Descriptor.Digest;
            void Add(string file, string text, params string[] lines)
            {
                foreach (var line in lines)
                    data.Add(line, file, text);
            }

            // What is checked.
            foreach (var text in (string[])["kind: Pod\nspec: {containers: [{image: *a}]}\n", "kind: Pod\nspec: " + new string('[', 5000), "image: \"\\ud800\"\nkind: Pod\n", "kind: Pod\nimage: 'a\u001b[2J:\u202e1'\n", "\ufeff\ufeffkind: Pod\n", "kind: Pod\nspec: {containers: [{image: '##vso[x]y'}]}\n", "\0\0\0"])
                Add("deploy.yaml", text, "check deploy.yaml", "check", "pin deploy.yaml", "check deploy.yaml --output json");
            Add("Dockerfile", "FROM " + new string('$', 3000) + "{A:-${B}}\nARG A=\u202e\n", "check", "init");
            Add("baseline.json", """{"schemaVersion":1,"findings":[{"fingerprint":"\ud800"}]}""", "check --baseline baseline.json");
            Add("baseline.json", """{"schemaVersion":1e99,"findings":{}}""", "check --baseline baseline.json");
            Add("plimsoll.yml", "tags: &a [*a]\n", "check", "tags", "version", "config show", "plan files:out --image a/b --registry localhost:1");
            Add("plimsoll.yml", "image: \"\u202e\\e[2J\"\nregistry: {a: b}\n", "config show", "tags");
            Add("plimsoll.yml", "image: !!python/object:os.system [id]\nimage: a\n", "config show", "tags");
            Add("plimsoll.yml", "policy: {exceptions: [{image: '[z-a]', rule: x, reason: y}]}\n", "check", "policy list");

            // Images in files.
            foreach (var (marker, index) in (ReadOnlySpan<(string, string)>)[("{}", "{}"), ("""{"imageLayoutVersion":"1.0.0"}""", "[]"), ("""{"imageLayoutVersion":"1.0.0"}""", """{"schemaVersion":2,"manifests":[{"mediaType":"\ud800","digest":"x","size":-1}]}"""), ("""{"imageLayoutVersion":"1.0.0"}""", $$"""{"schemaVersion":2,"manifests":[{"mediaType":"{{MediaTypes.OciManifest}}","digest":"{{digest}}","size":99999999999}]}"""), ("""{"imageLayoutVersion":"1.0.0"}""", $$$"""{"schemaVersion":2,"manifests":[{"mediaType":"{{{MediaTypes.OciManifest}}}","digest":"{{{digest}}}","size":1,"annotations":{"org.opencontainers.image.ref.name":"\u001b[2J\u202e"}}]}""")])
                Add("layout/index.json", marker + "\n" + index, "inspect oci:layout", "ls oci:layout", "push oci:layout localhost:1/a/b:1", "digest oci:layout", "inspect oci:layout --output json");
            foreach (var text in (string[])["", "not a tar", new string('\0', 1024), "\u001f\u008b\u0008\0\0\0\0\0\0\u0003garbage", "BZh91AY", "manifest.json" + new string('\0', 600)])
                Add("image.tar", text, "inspect docker-archive:image.tar", "push docker-archive:image.tar localhost:1/a/b:1", "inspect oci-archive:image.tar", "copy docker-archive:image.tar oci:copy");
            Add("image/manifest.json", """{"schemaVersion":2,"config":{"mediaType":"\udc00"}}""", "inspect dir:image", "push dir:image localhost:1/a/b:1");

            // Records.
            foreach (var text in (string[])["", "[]", "{\"schemaVersion\":1}", "{\"schemaVersion\":1,\"kind\":\"\\ud800\"}", "{\"kind\":\"run\",\"schemaVersion\":1,\"images\":null}", "{\"kind\":\"prune\",\"schemaVersion\":1,\"repositories\":null}", new string('[', 5000), SampleReceipts.Create().ToJson().Replace("localhost", "\\u202e", StringComparison.Ordinal), SampleReceipts.Create().ToJson().Replace("\"tags\": [", "\"tags\": [null,", StringComparison.Ordinal)])
                Add("r.json", text, "receipt show r.json", "rollback --to r.json --environment production --yes", "receipt verify r.json", "receipt list r.json", "publish --from-plan r.json", "prune --from-plan r.json --apply");
            Add(".plimsoll/receipts/a.json", "{\"schemaVersion\":1,\"tags\":\"\\ud800\"}", "receipt list", "rollback --to previous --environment production --yes");

            // Credentials.
            foreach (var text in (string[])["{\"auths\":{\"localhost:1\":null}}", "{\"auths\":[]}", "{\"credsStore\":\"../../x\"}", "{\"credHelpers\":{\"localhost:1\":null},\"credsStore\":null}", "{\"auths\":{\"localhost:1\":{\"auth\":\"\\ud800\"}}}", new string('[', 5000)])
                Add(".docker/config.json", text, "logout localhost:1");

            // Repositories.
            Add(".git/HEAD", "ref: refs/heads/\u001b[2J\u202e\n", "version", "tags", "tags --explain", "version next");
            Add(".git/HEAD", "ref: ../../../../etc/passwd\n", "version", "tags");
            Add(".git/config", "[core]\n\tfsmonitor = /bin/false\n\tworktree = /nowhere\n[include]\n\tpath = config\n", "version", "tags");
            Add(".git/packed-refs", string.Concat(Enumerable.Range(0, 3000).Select(i => $"0123456789012345678901234567890123456789 refs/tags/v1.{i}.99999999999999999999\n")), "version", "tags", "version next");
            Add(".git/shallow", "\u202e\n", "version", "tags");

            // Builds.
            Add("build/_build.csproj", "<Project><ItemGroup><PackageReference Include=\"Nuke.Common\" Version=\"\u202e", "migrate-build");
            Add("build/Build.cs", "using Nuke.Common;\nclass Build : NukeBuild { string A = $\"{\"{\"{" + new string('{', 3000), "migrate-build");
            Add(".nuke/parameters.json", "{\"a\":\"\\ud800\",", "migrate-build");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_hostile_file_ends_a_command_in_its_own_words(string line, string file, string text)
    {
        await WriteAsync(file, text);
        var world = new CommandWorld(_repository.Path) { Input = "s3cret\n" };
        world.Environment["HOME"] = _repository.Path;
        world.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;

        var result = await world.RunAsync(line.Split(' ')).WaitAsync(Deadline);

        Check((int)result.ExitCode, result.Error, result.Output);
        if (HostileRun.Iterations is not null && RunProcess(line) is var (code, error, output))
            Check(code, error, output);
    }

    private async Task WriteAsync(string file, string text)
    {
        if (file == "layout/index.json")
        {
            await Image.PushAsync(OciLayout.OpenOrCreate(_repository["layout"]), "1.0");
            var lines = text.Split('\n');
            await File.WriteAllTextAsync(_repository["layout/oci-layout"], lines[0]);
            text = lines[1];
        }

        if (file == "image/manifest.json")
            _repository.Write("image/version", "Directory Transport Version: 1.1\n");
        if (file.StartsWith("build/", StringComparison.Ordinal) || file.StartsWith(".nuke/", StringComparison.Ordinal))
        {
            _repository.Write(".nuke/parameters.json", "{}");
            _repository.Write("build/_build.csproj", "<Project><ItemGroup><PackageReference Include=\"Nuke.Common\" Version=\"9.0.4\" /></ItemGroup></Project>");
            _repository.Write("build/Build.cs", "using Nuke.Common;\nclass Build : NukeBuild { }\n");
        }

        _repository.Write(file, "");
        await File.WriteAllBytesAsync(_repository[file], file.EndsWith(".tar", StringComparison.Ordinal) ? Encoding.Latin1.GetBytes(text) : HostileText.Encode(text));
    }

    private static void Check(int exitCode, string error, string output)
    {
        Assert.True(Enum.IsDefined((ExitCode)exitCode), $"The exit code is {exitCode}: {error}");
        foreach (var name in (string[])["Unhandled", "System.", "   at Plimsoll.", "Exception", "Object reference", "YamlDotNet", "LibGit2"])
            Assert.DoesNotContain(name, error, StringComparison.Ordinal);
        Assert.DoesNotContain(error + output, c => c is '\u001b' or '\u202e' or '\0');
        Assert.DoesNotContain("s3cret", error + output, StringComparison.Ordinal);
        if (exitCode is not ((int)ExitCode.Done or (int)ExitCode.PolicyViolation))
            Assert.Contains("error", error, StringComparison.Ordinal);
    }

    private (int, string, string) RunProcess(string line)
    {
        var start = new System.Diagnostics.ProcessStartInfo("dotnet", [typeof(PlimsollCommand).Assembly.Location, .. line.Split(' ')])
        {
            WorkingDirectory = _repository.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = _repository.Path },
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        process.StandardInput.Write("s3cret\n");
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Deadline));
        return (process.ExitCode, error.GetAwaiter().GetResult(), output);
    }
}
