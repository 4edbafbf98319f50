using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Cli.Tests.Schemas;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests;

/// <summary>The JSON of every verb that has any, one after the other in the life of an image. What others read must not change unnoticed, and is what its schema says.</summary>
public sealed partial class JsonOutputTests : RegistryCommandTests
{
    private static readonly string[] Lines =
    [
        "tags --image IMAGE", "version", "version --all-components", "version next", "metadata --context git --images acme/app",
        "plan files:out --image IMAGE", "publish files:out --image IMAGE --environment staging --receipt receipt.json",
        "publish files:next --image NEXT --by-digest --platform linux/amd64 --receipt parts/amd64.json", "publish files:next --image NEXT --by-digest --platform linux/arm64 --receipt parts/arm64.json", "index NEXT parts --receipt index.json",
        "ls IMAGE", "ls IMAGE --long", "digest IMAGE:staging", "inspect IMAGE:staging --referrers", "inspect NEXT:latest", "history IMAGE:staging", "diff IMAGE:staging NEXT:latest",
        "tag IMAGE:staging 2.0.0 canary", "copy NEXT:latest IMAGE:3.0.0 --platform linux/amd64", "push oci:artifacts/images/acme/app:2.1.0 IMAGE:nightly", "push oci:artifacts/images/acme/app:2.1.0 GONE:1", "pull IMAGE:staging docker-archive:app.tar", "sync IMAGE IMAGE-mirror --match 2.* --prune",
        "promote IMAGE:2.0.0 --to production --dry-run", "promote IMAGE:2.0.0 --to production --receipt promoted.json", "promote IMAGE:3.0.0 --to staging --receipt staged.json",
        "rollback --to previous --environment staging --image IMAGE --dry-run", "rollback --to previous --environment staging --image IMAGE --reason broken --receipt back.json --yes",
        "receipt list --receipts receipts --from-registry IMAGE", "receipt show receipt.json", "receipt verify receipt.json", "receipt verify receipt.json --online", "receipt attach receipt.json", "receipt record IMAGE:2.0.0 --environment production --receipt again.json",
        "check compose.yaml", "pin deploy --dry-run", "policy list", "policy explain", "policy explain mutable-tag", "delete GONE:1", "prune IMAGE --keep sha=0 --keep date=30d", "prune IMAGE --keep sha=0 --apply --receipt pruned.json", "logout registry.example", "config show", "init --dry-run", "doctor", "search nginx", "verify IMAGE:staging --key signing.pub",
    ];

    /// <summary>The schema of a line's result: by its first words, the longest first.</summary>
    private static readonly (string Words, string Schema)[] Schemas =
    [
        ("version --all-components", "version-components"), ("version next", "version-next"), ("version", "version"), ("tags", "tags"), ("metadata", "metadata"),
        ("plan", "plan"), ("publish", "receipt"), ("index", "receipt"), ("ls", "ls"), ("digest", "digest"), ("inspect", "inspect"), ("verify", "verify"), ("history", "history"),
        ("diff", "diff"), ("sync", "sync"), ("tag", "tag"), ("copy", "copy"), ("push", "copy"), ("pull", "copy"), ("promote IMAGE:2.0.0 --to production --dry-run", "environment-change"), ("promote", "receipt"),
        ("rollback --to previous --environment staging --image IMAGE --dry-run", "environment-change"), ("rollback", "receipt"),
        ("receipt list", "receipt-list"), ("receipt show", "receipt"), ("receipt verify", "receipt-verify"), ("receipt attach", "receipt-attach"), ("receipt record", "receipt"),
        ("check", "check"), ("pin", "pin"), ("policy list", "policy-list"), ("policy explain mutable-tag", "policy-explain-rule"), ("policy explain", "policy-explain"),
        ("delete", "delete"), ("prune IMAGE --keep sha=0 --apply", "prune"), ("prune", "prune-plan"), ("logout", "login"), ("config show", "config-show"), ("init", "init"), ("doctor", "doctor"), ("search", "search"),
    ];

    [Fact]
    public async Task Every_result_keeps_its_shape()
    {
        Git.Commit("First", "app.txt");
        Git.Tag("v2.1.0");
        Git.Write("out/hello", "hello");
        Git.Write("next/hello", "hello again");
        Git.Write("deploy/app.yaml", $"apiVersion: v1\nkind: Pod\nspec: {{ containers: [{{ name: app, image: '{Image}:latest' }}] }}\n");
        Git.Write("compose.yaml", "services: { app: { image: 'nginx:latest' } }\n");
        Git.Write("plimsoll.yml", "components: { lib: { tagPrefix: lib-, paths: [lib/**] } }\nenvironments: { staging: {}, production: {} }\n");
        Directory.CreateDirectory(Git["receipts"]);
        SigningKey.Create(Git.Path);
        World.Environment["HOME"] = Git["home"];
        World.Environment["RUNNER_TEMP"] = Git["temp"];
        World.Environment["DOCKER_HOST"] = "unix:///none";
        World.Environment["PLIMSOLL_ACTOR"] = "ann";
        await using var hub = RecordingServer.Start();
        hub.Answer = _ => (HttpStatusCode.OK, """{"results":[{"name":"nginx","description":"Official build of Nginx.","star_count":20000,"is_official":true}]}""");
        World.Environment["PLIMSOLL_HUB_URL"] = hub.Address;
        await World.SucceedAsync("publish", "files:out", "--image", "acme/app", "--receipt", "first.json");
        var pages = new StringBuilder();

        foreach (var line in Lines)
        {
            var result = await World.RunAsync([.. line.Replace("IMAGE", Image, StringComparison.Ordinal).Replace("NEXT", $"{Image}-next", StringComparison.Ordinal).Replace("GONE", $"{Image}-gone", StringComparison.Ordinal).Split(' '), "--output", "json"]);
            Assert.True(result.Output.Length > 0, $"{line}: {result.Error}");
            await PublishedSchemas.AssertValidAsync(Schemas.First(schema => $"{line} ".StartsWith($"{schema.Words} ", StringComparison.Ordinal)).Schema, result.Output, line);
            World.Clock.Advance(TimeSpan.FromMinutes(1));
            pages.Append($"$ plimsoll {line} --output json\n{result.Output.TrimEnd()}\n\n");
        }

        Snapshot.Match(Neutral(pages.ToString()));
    }

    [Fact]
    public async Task So_has_every_result_about_several_images()
    {
        Git.Commit("First", "app.txt");
        Git.Tag("v2.1.0");
        Git.Write("out/api/app", "one");
        Git.Write("out/web/app", "another");
        Git.Write("plimsoll.yml", $$"""
            registry: {{Registry.Root}}
            environments: { staging: {}, production: {} }
            images: { api: { source: "files:out/api", image: acme/api }, web: { source: "files:out/web", image: acme/web } }
            """);
        World.Environment["HOME"] = Git["home"];
        (string Line, string Schema)[] lines =
        [
            ("plan", "run-plan"), ("publish --environment staging --receipt run.json", "run-receipt"),
            ("promote 2.1.0 --to production --dry-run", "environment-change-run"), ("promote 2.1.0 --to production", "run-receipt"),
            ("receipt show run.json", "run-receipt"), ("receipt verify run.json", "receipt-verify-run"), ("receipt attach run.json", "receipt-attach-run"),
            ($"ls {Registry.Root.Split('/')[0]}/", "ls-registry"),
        ];

        foreach (var (line, schema) in lines)
            await PublishedSchemas.AssertValidAsync(schema, (await World.SucceedAsync([.. line.Split(' '), "--output", "json"])).Output, line);
    }

    /// <summary>Without what differs from run to run; digests are numbered, so that it shows which are the same.</summary>
    private string Neutral(string text)
    {
        var digests = new List<string>();
        text = text.Replace(Registry.Root, "registry.example", StringComparison.Ordinal).Replace(Git.Path, "/work", StringComparison.Ordinal).Replace(CommandHost.Version, "VERSION", StringComparison.Ordinal);
        text = Digest.Replace(text, match =>
        {
            var hex = match.Value[7..];
            if (!digests.Contains(hex))
                digests.Add(hex);
            return $"{match.Value[..7]}<{digests.IndexOf(hex) + 1}>";
        });
        return BakeFile.Replace(Size.Replace(Random.Replace(text, "\"$1\": \"…\""), "$1 …"), "…/bake-$1");
    }

    [GeneratedRegex("sha256[:-][0-9a-f]{64}")]
    private static partial Regex Digest { get; }

    /// <summary>Of a hold, and of a finding that names the registry.</summary>
    [GeneratedRegex("\"(id|fingerprint)\": \"[0-9a-f]+\"")]
    private static partial Regex Random { get; }

    /// <summary>The name of the registry has another length on other ports.</summary>
    [GeneratedRegex("(\"size\":|\"bytesSent\":) [0-9]+")]
    private static partial Regex Size { get; }

    [GeneratedRegex("[^\"\n]*/[^\"\n/]*bake-?([a-z-]*\\.json)")]
    private static partial Regex BakeFile { get; }
}
