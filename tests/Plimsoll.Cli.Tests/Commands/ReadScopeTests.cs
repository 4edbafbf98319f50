using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Verbs that read ask for no right to write, which the token servers of public registries refuse to everybody.</summary>
public sealed class ReadScopeTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly TokenServer _tokens = TokenServer.Start();
    private RegistryServer? _server;

    private string Image => $"{_server!.Host}/acme/app:1.0.0";

    public async Task InitializeAsync()
    {
        _server = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = _tokens });
        var credentials = CredentialSource.Explicit(_server.Host, RegistryServerOptions.Username, RegistryServerOptions.Password);
        using var client = new RegistryClient(new RegistryClientOptions { Credentials = credentials });
        await SmallImage.Create().PushAsync(client.Repository(ImageReference.Parse(Image), RepositoryAccess.Push), "1.0.0");
        _tokens.Requests.Clear();
    }

    [Theory]
    [InlineData("digest IMAGE")]
    [InlineData("inspect IMAGE --referrers")]
    [InlineData("history IMAGE")]
    [InlineData("ls REPOSITORY")]
    [InlineData("pull IMAGE oci:layout")]
    [InlineData("copy IMAGE oci:layout:1.0.0")]
    [InlineData("check compose.yml --online")]
    [InlineData("pin compose.yml")]
    [InlineData("promote IMAGE --to staging --dry-run")]
    public async Task Reading_needs_no_right_to_write(string command)
    {
        _folder.Write("compose.yml", $"services: {{app: {{image: '{Image}'}}}}\n");
        var arguments = command.Split(' ').Select(word => word.Replace("IMAGE", Image, StringComparison.Ordinal).Replace("REPOSITORY", $"{_server!.Host}/acme/app", StringComparison.Ordinal));

        await new CommandWorld(_folder.Path).SucceedAsync([.. arguments]);

        Assert.NotEmpty(_tokens.Requests);
        Assert.All(_tokens.Requests, request => Assert.Equal("GET repository:acme/app:pull", request));
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _tokens.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();
}
