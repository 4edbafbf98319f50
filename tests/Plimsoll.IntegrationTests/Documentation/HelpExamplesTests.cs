using System.CommandLine;
using System.Net;
using System.Text;
using Plimsoll.Cli;
using Plimsoll.Cli.Help;
using Plimsoll.Testing;
using Plimsoll.Testing.Sigstore;
using Plimsoll.Testing.Sigstore.Servers;

namespace Plimsoll.IntegrationTests.Documentation;

/// <summary>The examples that help shows work, typed into a shell one after the other.</summary>
public sealed class HelpExamplesTests
{
    /// <summary>An image on disk, in a layout and an archive.</summary>
    private const string Build = """
        plimsoll publish files:out --image acme/app --quiet
        plimsoll copy oci:artifacts/images/acme/app:2.1.0 docker-archive:app.tar --quiet
        """;

    /// <summary>A release in a registry, and its receipt.</summary>
    private const string Publish = "plimsoll publish files:src --image ghcr.io/acme/app --receipt receipt.json --quiet";

    /// <summary>The release in production, where another one was before.</summary>
    private const string Deploy = """
        plimsoll push app.tar ghcr.io/acme/app:2.0.0 --quiet
        plimsoll promote ghcr.io/acme/app:2.0.0 --to production --quiet
        plimsoll promote ghcr.io/acme/app:2.1.0 --to production --quiet
        """;

    private const string PublishParts = """
        plimsoll publish files:out --image ghcr.io/acme/app --by-digest --platform linux/amd64 --receipt receipts/amd64.json --quiet
        plimsoll publish files:out --image ghcr.io/acme/app --by-digest --platform linux/arm64 --receipt receipts/arm64.json --quiet
        """;

    public static TheoryData<string> Paths => new(Commands(CreateRoot()).Select(CommandUsage.PathOf).Where(path => Examples.For(path).Count > 0));

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Every_example_works(string path)
    {
        var examples = Examples.For(path);
        await using var registry = await SharedRegistry.OpenAsync();
        await using var hub = RecordingServer.Start();
        hub.Answer = _ => (HttpStatusCode.OK, """{"results":[{"name":"nginx","description":"Official build of Nginx.","star_count":20000,"is_official":true}]}""");
        string Real(string text) => text.Replace("ghcr.io/", $"{registry.Root}/", StringComparison.Ordinal).Replace(" ghcr.io", $" {registry.Host}", StringComparison.Ordinal);
        using var shell = ReaderShell.Open(
        [
            ("src/hello", "another one"),
            ("deploy/app.yaml", Real("apiVersion: v1\nkind: Pod\nspec: { containers: [{ name: app, image: 'ghcr.io/acme/app:2.1.0' }] }\n")),
        ]);
        shell.Repository.Run("config", "user.name", "Ann");
        shell.Repository.Run("config", "user.email", "ann@example.com");
        SigningKey.Create(shell.Repository.Path);
        var sigstore = new SigstoreWorld();
        await using var services = SigstoreServer.Start(sigstore, TimeProvider.System);
        if (path == "verify")
        {
            shell.Repository.Write("trusted_root.json", Encoding.UTF8.GetString(sigstore.SerializeTrustRoot()));
            shell.Repository.Write("plimsoll.yml", $"sign: {{ keyless: {{ fulcio: '{services.FulcioAddress}', rekor: '{services.TilesAddress}', rekorVersion: 2, timestamp: '{services.TimestampAddress}', trustRoot: trusted_root.json }} }}\n");
        }

        var typed = string.Join('\n', examples.Select(example => example.Line));
        bool Uses(params string[] words) => words.Any(word => typed.Contains(word, StringComparison.Ordinal));
        IEnumerable<string> scene =
        [
            "set -e -o pipefail",
            "echo token > token.txt",
            .. path == "delete" || Uses("app.tar", "oci:artifacts", "production") ? [Build] : Array.Empty<string>(),
            .. Uses("app:2.1.0", "receipt.json", "deploy", "production", "receipt list", "ls ghcr.io", "sync ghcr.io") && path is not ("publish" or "plan") ? path == "verify" ? [$"{Publish} --sign-key signing.pem", $"{Publish} --sign-keyless"] : [Publish] : Array.Empty<string>(),
            .. Uses("production") ? [Deploy] : Array.Empty<string>(),
            .. path switch
            {
                "index" => [PublishParts],
                "delete" => ["plimsoll push app.tar ghcr.io/acme/app:dev --quiet"],
                "prune" => [Publish],
                "migrate-build" => ["mkdir build", "echo '<Project><ItemGroup><PackageReference Include=\"Nuke.Common\" Version=\"9.0.4\" /></ItemGroup></Project>' > build/_build.csproj"],
                "version next" => ["git commit --quiet --allow-empty --message 'feat: search'"],
                _ => Array.Empty<string>(),
            },
        ];

        var lines = examples.Select(example => $"echo '$ {example.Line.Replace("'", "'\\''", StringComparison.Ordinal)}'\n{example.Line}");
        var variables = new Dictionary<string, string> { ["TOKEN"] = "token", ["PLIMSOLL_HUB_URL"] = hub.Address, ["SIGSTORE_ID_TOKEN"] = services.Tokens.Issue(TimeProvider.System.GetUtcNow()), ["SIGNING_KEY"] = await File.ReadAllTextAsync(Path.Combine(shell.Repository.Path, "signing.pub")) };
        var (output, exitCode) = await shell.RunAsync(Real(string.Join('\n', scene.Concat(lines))), variables);

        Assert.True(exitCode == 0, output);
    }

    private static RootCommand CreateRoot() => new PlimsollCommand(new CommandHost
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Environment = _ => null,
        Clock = TimeProvider.System,
        Directory = Path.GetTempPath(),
    }).CreateRoot();

    private static IEnumerable<Command> Commands(Command command) => command.Subcommands.SelectMany(Commands).Prepend(command);
}
