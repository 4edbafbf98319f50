using Plimsoll.Publishing;
using Plimsoll.Publishing.Diagnosis;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Docker;

/// <summary>What the diagnosis tells of a real engine, and of one that is not there.</summary>
[Collection(SharedDocker.Name)]
public sealed class EngineDiagnosisTests(DockerFixture docker) : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task An_engine_that_answers_is_told_with_its_version()
    {
        var item = await DiagnoseAsync(docker.Endpoint);

        Assert.Equal(DiagnosisState.Ok, item.State);
        Assert.Matches($"^Docker Engine [0-9.]+\\S* at {docker.Endpoint}( \\(.+\\))?$", item.Text);
    }

    [Fact]
    public async Task A_socket_behind_which_nobody_answers_is_missing()
    {
        using var folder = new TempDirectory();
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(folder["d.sock"]));
        socket.Listen();

        var item = await DiagnoseAsync($"unix://{folder["d.sock"]}");

        Assert.Equal(DiagnosisState.Missing, item.State);
        Assert.Contains("does not answer", item.Text, StringComparison.Ordinal);
        Assert.Contains("DOCKER_HOST", item.Advice, StringComparison.Ordinal);
    }

    private async Task<DiagnosisItem> DiagnoseAsync(string endpoint)
    {
        await using var plimsoll = PlimsollHost.CreateDefault(new PlimsollHostOptions
        {
            Directory = _repository.Path,
            Environment = name => name switch { "DOCKER_HOST" => endpoint, "PATH" => Environment.GetEnvironmentVariable("PATH"), _ => null },
        });
        return (await plimsoll.DiagnoseAsync()).Items.Single(item => item.Area == "engine");
    }
}
