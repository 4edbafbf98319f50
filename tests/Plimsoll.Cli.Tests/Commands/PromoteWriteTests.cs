using System.Text.Json;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary><c>plimsoll promote --write</c> and <c>plimsoll pin --to-receipt</c>: deployment files follow the images.</summary>
public sealed class PromoteWriteTests : RegistryCommandTests
{
    private static readonly string Old = "sha256:" + new string('1', 64);
    private string _digest = "";

    private string Kubernetes(string selector) => $"apiVersion: v1\r\nkind: Pod\r\nspec: {{containers: [{{image: '{Image}:{selector}'}}, {{image: \"{Registry.Root}/acme/other:1.0.0\"}}]}} # é";

    private string Kustomization(string tag, string digest) => $"images:\n- name: {Image}\n  newTag: {tag} # why\n  digest: {digest}\n";

    private string Values(string tag) => $"image:\n  repository: {Image}\n  tag: {tag}\n";

    private string Compose(string selector) => $"services:\n  app: {{image: \"{Image}:{selector}\"}}\n";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        World.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        Git.Write("plimsoll.yml", $"image: {Image}\nenvironments:\n  staging: {{ paths: [\"deploy/staging/**\"] }}\n  production: {{ paths: [\"deploy/production/**\"] }}\n");
        Write("deploy/production/");
        Git.Write("deploy/staging/pod.yaml", Kubernetes("1.0.0"));
        Git.Run("config", "user.name", "Ann");
        Git.Run("config", "user.email", "ann@example.com");
        Git.Run("add", "--all");
        Git.Commit("Deployment");
        Git.Tag("v2.1.0");
        Git.Write("out/app", "program");
        await World.SucceedAsync("publish", "files:out", "--environment", "staging");
        _digest = (await ResolveAsync("acme/app:2.1.0"))!.ToString();
    }

    private void Write(string folder)
    {
        Git.Write(folder + "pod.yaml", Kubernetes("1.0.0"));
        Git.Write(folder + "k/kustomization.yaml", Kustomization("1.0.0", Old));
        Git.Write(folder + "values.yaml", Values($"1.0.0@{Old}"));
        Git.Write(folder + "compose.yml", Compose($"1.0.0@{Old}"));
    }

    private string Read(string file) => File.ReadAllText(Git[file]);

    private string Status() => string.Join('\n', Git.Run("status", "--porcelain").Split('\n').Where(line => !line.Contains(".plimsoll", StringComparison.Ordinal)));

    private void AssertWritten()
    {
        Assert.Equal(Kubernetes($"2.1.0@{_digest}"), Read("deploy/production/pod.yaml"));
        Assert.Equal(Kustomization("2.1.0", _digest), Read("deploy/production/k/kustomization.yaml"));
        Assert.Equal(Values($"2.1.0@{_digest}"), Read("deploy/production/values.yaml"));
        Assert.Equal(Compose($"2.1.0@{_digest}"), Read("deploy/production/compose.yml"));
        Assert.Equal(Kubernetes("1.0.0"), Read("deploy/staging/pod.yaml"));
    }

    [Fact]
    public async Task The_files_of_the_environment_get_version_and_digest()
    {
        var dry = await World.SucceedAsync("promote", "2.1.0", "--to", "production", "--dry-run", "--write");
        Assert.Contains($"+  app: {{image: \"{Image}:2.1.0@{_digest}\"}}", dry.Output, StringComparison.Ordinal);
        Assert.Equal(Compose($"1.0.0@{Old}"), Read("deploy/production/compose.yml"));
        Assert.Null(await ResolveAsync("acme/app:production"));

        var result = await World.SucceedAsync("promote", "2.1.0", "--to", "production", "--write");

        AssertWritten();
        Assert.Contains("4 images in 4 files", result.Error, StringComparison.Ordinal);
        Assert.Equal(_digest, (await ResolveAsync("acme/app:production"))?.ToString());
        await World.SucceedAsync("check", "deploy/production/compose.yml", "--online", "--profile", "digest");
        Assert.Contains("no deployment file changed", (await World.SucceedAsync("promote", "2.1.0", "--to", "production", "--write")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_given_files_change()
    {
        await World.SucceedAsync("promote", "2.1.0", "--to", "production", "--write", "deploy/production/compose.yml", "--write", "deploy/staging");

        Assert.Equal((Compose($"2.1.0@{_digest}"), Kubernetes($"2.1.0@{_digest}"), Kubernetes("1.0.0")), (Read("deploy/production/compose.yml"), Read("deploy/staging/pod.yaml"), Read("deploy/production/pod.yaml")));
    }

    [Fact]
    public async Task A_branch_holds_one_commit_and_the_working_tree_stays()
    {
        Git.Write("mine.txt", "not committed");
        Git.Run("add", "mine.txt");
        var (head, status) = (Git.Head, Status());

        var json = JsonDocument.Parse((await World.SucceedAsync("promote", "2.1.0", "--to", "production", "--write", "--branch", "release/app-2.1.0", "--output", "json")).Output).RootElement;

        Assert.Equal((head, "main"), (Git.Head, Git.Run("branch", "--show-current").Trim()));
        Assert.Equal(status, Status());
        Assert.Equal(head, Git.Run("rev-parse", "release/app-2.1.0~1").Trim());
        Assert.Equal(4, Git.Run("diff", "--name-only", "HEAD", "release/app-2.1.0").Trim().Split('\n').Length);
        Assert.Matches($"^Deploy app 2.1.0 to production\n\n{Image}:2.1.0@{_digest}\n\nReceipt: .plimsoll/receipts/.*json$", Git.Run("log", "-1", "--format=%B", "release/app-2.1.0").Trim());
        Assert.Equal(("release/app-2.1.0", Git.Run("rev-parse", "release/app-2.1.0").Trim(), 4, "promote"),
            (json.GetProperty("branch").GetString(), json.GetProperty("commit").GetString(), json.GetProperty("changes").GetArrayLength(), json.GetProperty("receipt").GetProperty("kind").GetString()));

        Assert.Equal("Ann <ann@example.com>", Git.Run("log", "-1", "--format=%an <%ae>", "release/app-2.1.0").Trim());

        // A second time the branch is there already, and nothing is promoted for it.
        await World.FailAsync(ExitCode.TagConflict, "promote", "2.1.0", "--to", "production", "--write", "--branch", "release/app-2.1.0");
        Git.Run("checkout", "--quiet", "release/app-2.1.0", "--", "deploy");
        AssertWritten();
    }

    [Theory]
    [InlineData(true, "a..b")]
    [InlineData(false, "next")]
    public async Task What_keeps_the_branch_from_being_made_keeps_the_image_from_being_promoted(bool isClean, string branch)
    {
        if (!isClean)
            Git.Write("deploy/production/compose.yml", Compose("1.0.0") + "# mine\n");

        var error = await World.FailAsync(ExitCode.Usage, "promote", "2.1.0", "--to", "production", "--write", "--branch", branch);
        Assert.Contains(isClean ? "not a valid name" : "has changes that are not committed", error, StringComparison.Ordinal);

        Assert.Null(await ResolveAsync("acme/app:production"));
        Assert.Equal("main", Git.Run("branch", "--format=%(refname:short)").Trim());
    }

    [Fact]
    public async Task Without_a_committer_nothing_is_promoted()
    {
        Git.Run("config", "--unset", "user.email");
        World.Environment["EMAIL"] = "";
        World.Environment["GIT_CONFIG_COUNT"] = "1";
        World.Environment["GIT_CONFIG_KEY_0"] = "user.useConfigOnly";
        World.Environment["GIT_CONFIG_VALUE_0"] = "true";

        Assert.Contains("Set the author", await World.FailAsync(ExitCode.Usage, "promote", "2.1.0", "--to", "production", "--write", "--branch", "next"), StringComparison.Ordinal);
        Assert.Null(await ResolveAsync("acme/app:production"));
    }

    [Fact]
    public async Task Nothing_is_written_where_the_promotion_fails()
    {
        Assert.NotEqual(ExitCode.Done, (await World.RunAsync("promote", "9.9.9", "--to", "production", "--write")).ExitCode);
        Assert.NotEqual(ExitCode.Done, (await World.RunAsync("promote", $"{Image}:staging", "--to", "production", "--write")).ExitCode);
        await World.FailAsync(ExitCode.Usage, "promote", "2.1.0", "--to", "production", "--branch", "x");
        await World.FailAsync(ExitCode.Usage, "promote", "2.1.0", "--to", "production", "--write", "none");

        Assert.Equal(Compose($"1.0.0@{Old}"), Read("deploy/production/compose.yml"));
        Assert.Null(await ResolveAsync("acme/app:production"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_receipt_tells_what_the_files_of_its_environment_get(bool isAttached)
    {
        await World.SucceedAsync("promote", "2.1.0", "--to", "production", "--receipt", "out.json", "--attach");

        await World.SucceedAsync("pin", "--to-receipt", isAttached ? $"{Image}:production" : "out.json");

        AssertWritten();
        Assert.Equal("", (await World.SucceedAsync("pin", "--to-receipt", "out.json", "--check")).Output);
    }
}
