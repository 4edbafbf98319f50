using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>What a publication takes from the machine and records of it, as a build does too.</summary>
public sealed class PublishSurroundingsTests : IDisposable
{
    private readonly GitRepository _git = GitRepository.Init();

    public void Dispose() => _git.Dispose();

    [Fact]
    public async Task The_certificate_folders_of_the_user_count_and_the_receipt_has_the_whole_version_of_the_tool()
    {
        using var home = new TempDirectory();
        var certificate = TestCertificate.Create();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tls = certificate });
        var world = new CommandWorld(_git.Path);
        world.Environment["HOME"] = home.Path;
        home.Write($".docker/certs.d/{server.Host}/ca.crt", certificate.AuthorityPem);
        home.Write("out/app", "program");
        _git.Commit("A release");

        await world.SucceedAsync("publish", home["out"], "--image", $"{server.Host}/acme/app", "--tags", "sha");

        var receipt = Assert.Single(ReceiptFolder.Read(ReceiptFile.FolderIn(_git.Path)).Receipts).Receipt;
        Assert.Equal(world.Clock.GetUtcNow(), receipt.StartedAt);
        Assert.Equal("0.0.0-dev", receipt.ToolVersion);
    }
}
