using Plimsoll.Oci.Registries;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests;

public sealed class PlimsollHostTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_configuration_is_read_once_and_not_before_it_is_needed()
    {
        _folder.Write("plimsoll.yml", "image: [no name");
        await using var plimsoll = PlimsollHost.CreateDefault(Options);
        _folder.Write("plimsoll.yml", "image: first");
        Assert.Equal("first", plimsoll.Configuration.Image);

        _folder.Write("plimsoll.yml", "image: second");

        Assert.Equal("first", plimsoll.Configuration.Image);
    }

    [Fact]
    public async Task A_configuration_that_is_given_is_not_read()
    {
        _folder.Write("plimsoll.yml", "image: file");
        await using var plimsoll = PlimsollHost.CreateDefault(Options with { Configuration = new PlimsollConfiguration { Image = "given" } });

        Assert.Equal("given", plimsoll.Configuration.Image);
    }

    [Fact]
    public async Task Nothing_is_opened_before_it_is_used()
    {
        await using var plimsoll = PlimsollHost.CreateDefault(Options with
        {
            ConnectEngine = () => throw new InvalidOperationException("No engine is needed."),
            RegistryClient = new RegistryClientOptions { CaFile = _folder["missing.pem"] },
        });

        Assert.Equal(0, plimsoll.Retries);
    }

    [Fact]
    public void The_version_has_its_prerelease_label() => Assert.Equal("0.0.0-dev", PlimsollHost.Version);

    [Fact]
    public void The_defaults_are_those_of_the_process()
    {
        var options = new PlimsollHostOptions();

        Assert.Equal(Environment.CurrentDirectory, options.Directory);
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), options.Environment("PATH"));
        Assert.Null(options.Environment("PLIMSOLL_NO_SUCH_VARIABLE"));
    }

    [Fact]
    public async Task Images_are_pinned_by_receipts_and_what_git_ignores_is_left_out()
    {
        using var git = GitRepository.Init();
        await File.WriteAllTextAsync(git[".gitignore"], "out/\n");
        git.Commit();
        Directory.CreateDirectory(git["out"]);
        Directory.CreateDirectory(git["receipts"]);
        const string text = "FROM localhost:5000/acme/app:2.1.0\n";
        foreach (var file in new[] { "Dockerfile", "out/Dockerfile" })
            await File.WriteAllTextAsync(git[file], text);
        await File.WriteAllTextAsync(git["receipts/broken.json"], "{");
        var receipt = SampleReceipts.Create();
        await File.WriteAllTextAsync(git["receipts/app.json"], receipt.ToJson());
        var diagnostics = new List<Diagnostic>();
        await using var plimsoll = PlimsollHost.CreateDefault(Options with { Directory = git.Path, Diagnostics = new Collected(diagnostics) });

        var plan = await plimsoll.PlanPinsAsync(new PinRequest { Receipts = "receipts" });
        await plan.ApplyAsync();

        Assert.Equal($"FROM localhost:5000/acme/app:2.1.0@{receipt.Digest}\n", await File.ReadAllTextAsync(git["Dockerfile"]));
        Assert.Equal(text, await File.ReadAllTextAsync(git["out/Dockerfile"]));
        Assert.Contains("broken.json is not a valid receipt", Assert.Single(diagnostics, one => one.Level == DiagnosticLevel.Warning).Text, StringComparison.Ordinal);
        var all = await plimsoll.PlanPinsAsync(new PinRequest { IncludeIgnored = true, Receipts = "receipts" });
        Assert.Equal("out/Dockerfile", Assert.Single(all.Files).Path);
    }

    private sealed class Collected(List<Diagnostic> diagnostics) : IProgress<Diagnostic>
    {
        public void Report(Diagnostic value) => diagnostics.Add(value);
    }

    private PlimsollHostOptions Options => new() { Directory = _folder.Path, Environment = _ => null };
}
