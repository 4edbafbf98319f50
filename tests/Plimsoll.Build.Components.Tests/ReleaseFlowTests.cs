using System.Runtime.CompilerServices;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Build.Components.Tests;

/// <summary>A build with every component, from the check to the way back, with the real git and a real registry.</summary>
public sealed class ReleaseFlowTests : IDisposable
{
    private readonly ReleasedRepository _repository = new();
    private readonly RegistryClient _client = new();

    public ReleaseFlowTests() => _repository.Fixture.Root.Write("deploy/production/compose.yaml", "services: { db: { image: 'postgres:17.2.0' } }\n");

    public void Dispose()
    {
        _client.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public async Task The_targets_and_parameters_of_all_components_are_listed()
    {
        var help = (await _repository.Fixture.RunAsync<Everything>("--help")).Output;

        foreach (var name in (string[])["CheckTagPolicy", "CutRelease", "Publish", "Promote", "Rollback", "--registry", "--environment", "--attach", "--dry-run", "--bump", "--push", "--promote-to", "--rollback-to", "--policy-profile"])
            Assert.Matches($@"\n +{name} ", help);
    }

    [Fact]
    public async Task The_targets_are_in_order_too_where_the_build_publishes_nothing()
    {
        var plan = (await _repository.Fixture.RunAsync<Promoting>("Rollback", "Promote", "CutRelease", "CheckTagPolicy", "--plan")).Output;

        Assert.Equal(["CheckTagPolicy", "CutRelease", "Promote", "Rollback"], plan.TrimEnd().Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
    }

    [Fact]
    public async Task The_commands_of_the_documentation_do_what_it_says()
    {
        var registry = await SharedRegistry.OpenAsync();
        _repository.Fixture.Environment["PLIMSOLL_REGISTRY"] = $"{registry.Root}/acme";
        await _repository.Fixture.RunAsync<Everything>("Publish");
        _repository.Commit("feat: more");

        string[] ran =
        [
            "CheckTagPolicy CutRelease Pack Publish Promote: 2.2.0",
            "Promote: 2.1.0",
            "Rollback: 2.2.0",
        ];
        var seen = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(SourceRoot(), "docs", "build.md")).Where(line => line.StartsWith("./build.sh ", StringComparison.Ordinal)))
        {
            var result = await _repository.Fixture.RunAsync<Everything>(line.Split(' ')[1..]);
            Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
            seen.Add($"{result.Ran}: {await VersionInProductionAsync(registry)}");
        }

        Assert.Equal(ran, seen);
    }

    [Fact]
    public async Task A_release_is_checked_cut_published_promoted_and_taken_back()
    {
        var registry = await SharedRegistry.OpenAsync();
        _repository.Fixture.Environment["PLIMSOLL_REGISTRY"] = $"{registry.Root}/acme";
        var repository = _client.Repository(ImageReference.Parse($"{registry.Root}/acme/app"));
        async Task<Digest?> DigestAsync(string tag) => (await repository.ResolveAsync(tag, CancellationToken.None))?.Digest;
        string[] release = ["Promote", "CutRelease", "Publish", "--environment", "staging", "--promote-to", "production", "--push", "--attach"];

        // The first release stops at what production may not use, before anything is tagged or published.
        _repository.Commit("feat: more");
        _repository.Fixture.Root.Write("deploy/production/compose.yaml", "services: { db: { image: 'postgres:17' } }\n");
        var refused = await _repository.Fixture.RunAsync<Everything>(release);
        Assert.Equal(ExitCode.PolicyViolation, refused.ExitCode);
        Assert.Equal("CheckTagPolicy", refused.Ran);
        Assert.Equal("v2.1.0", _repository.RemoteTags);

        _repository.Fixture.Root.Write("deploy/production/compose.yaml", "services: { db: { image: 'postgres:17.2.0' } }\n");
        var first = await _repository.Fixture.RunAsync<Everything>(release);
        Assert.True(first.ExitCode == ExitCode.Done, first.Error + first.Output);
        Assert.Equal("CheckTagPolicy CutRelease Pack Publish Promote", first.Ran);
        Assert.Equal("v2.1.0\nv2.2.0", _repository.RemoteTags);
        Assert.Equal(await DigestAsync("2.2.0"), await DigestAsync("staging"));
        Assert.Equal(await DigestAsync("2.2.0"), await DigestAsync("production"));

        _repository.Commit("fix: less");
        var second = await _repository.Fixture.RunAsync<Everything>(release);
        Assert.True(second.ExitCode == ExitCode.Done, second.Error + second.Output);
        Assert.Equal("v2.1.0\nv2.2.0\nv2.2.1", _repository.RemoteTags);
        Assert.Equal(await DigestAsync("2.2.1"), await DigestAsync("production"));
        Assert.NotEqual(await DigestAsync("2.2.0"), await DigestAsync("2.2.1"));

        var back = await _repository.Fixture.RunAsync<Everything>("Rollback", "--environment", "production", "--rollback-to", "previous", "--attach");
        Assert.True(back.ExitCode == ExitCode.Done, back.Error + back.Output);
        Assert.Equal("Rollback", back.Ran);
        Assert.Equal(await DigestAsync("2.2.0"), await DigestAsync("production"));
        Assert.Equal(await DigestAsync("2.2.1"), await DigestAsync("staging"));

        var again = await _repository.Fixture.RunAsync<Everything>("Promote", "--promote-to", "production");
        Assert.Equal(ExitCode.PolicyViolation, again.ExitCode);
        Assert.Contains("--release-hold", again.Output, StringComparison.Ordinal);
    }

    /// <summary>The version whose image production has.</summary>
    private async Task<string> VersionInProductionAsync(SharedRegistry registry)
    {
        var repository = _client.Repository(ImageReference.Parse($"{registry.Root}/acme/app"));
        var production = await repository.ResolveAsync("production", CancellationToken.None);
        foreach (var version in (string[])["2.1.0", "2.2.0"])
            if ((await repository.ResolveAsync(version, CancellationToken.None))?.Digest == production?.Digest)
                return version;
        return "none";
    }

    private static string SourceRoot([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "..");

    private sealed class Promoting : PlimsollBuild, ICheckTagPolicy, ICutRelease, IPromoteImages;

    private sealed class Everything : PlimsollBuild, ICheckTagPolicy, ICutRelease, IPublishImages, IPromoteImages
    {
        string IPublishImages.ImageName => "app";

        ImageLocation IPublishImages.ImageSource => ImageLocation.ForFiles(RootDirectory / "out");

        Target Pack => _ => _
            .After<ICutRelease>(x => x.CutRelease)
            .DependentFor<IPublishImages>(x => x.Publish)
            .Executes(() => (RootDirectory / "out").CreateOrCleanDirectory())
            .Executes(() => File.WriteAllText(RootDirectory / "out" / "app", ((IPublishImages)this).ReleaseVersion));
    }
}
