using System.Net;
using System.Net.Sockets;
using Docker.DotNet;
using Plimsoll.Oci;
using Plimsoll.Oci.Storage.Engine;

namespace Plimsoll.Docker.Tests;

public class EngineFailureTests
{
    private const string Endpoint = "unix:///var/run/docker.sock";

    [Theory]
    [InlineData("unauthorized: authentication required", ErrorKind.Authentication)]
    [InlineData("denied: requested access to the resource is denied", ErrorKind.Authentication)]
    [InlineData("no basic auth credentials", ErrorKind.Authentication)]
    [InlineData("errors: denied: repository does not exist or may require 'docker login'", ErrorKind.Authentication)]
    [InlineData("An image does not exist locally with the tag: acme/app", ErrorKind.NotFound)]
    [InlineData("tag does not exist: acme/app:1", ErrorKind.NotFound)]
    [InlineData("No such image: acme/app:1", ErrorKind.NotFound)]
    [InlineData("acme/app:1: image not known", ErrorKind.NotFound)]
    [InlineData("tag invalid: The image tag '1' already exists in the 'app' repository and cannot be overwritten because the repository is immutable.", ErrorKind.Conflict)]
    [InlineData("Get \"http://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused", ErrorKind.Transport)]
    [InlineData("write /data/tmp: no space left on device", ErrorKind.Transport)]
    [InlineData("", ErrorKind.Transport)]
    [InlineData(null, ErrorKind.Transport)]
    public void The_engines_words_decide_the_exit_code(string? text, ErrorKind exitCode)
    {
        var exception = EngineFailure.Said("Pushing acme/app:1", Endpoint, text);

        Assert.Equal(exitCode, exception.Kind);
        Assert.StartsWith($"Pushing acme/app:1 failed: the Docker engine at {Endpoint} reported: ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, """{"message":"no such image"}""", ErrorKind.NotFound)]
    [InlineData(HttpStatusCode.Forbidden, """{"message":"authorization denied by plugin"}""", ErrorKind.Authentication)]
    [InlineData(HttpStatusCode.BadRequest, """{"message":"invalid tag format"}""", ErrorKind.Usage)]
    [InlineData(HttpStatusCode.InternalServerError, """{"message":"denied: no"}""", ErrorKind.Authentication)]
    [InlineData(HttpStatusCode.Conflict, """{"message":"image is being used by running container 1234"}""", ErrorKind.Transport)]
    [InlineData(HttpStatusCode.BadGateway, "<html>proxy</html>", ErrorKind.Transport)]
    [InlineData(HttpStatusCode.InternalServerError, null, ErrorKind.Transport)]
    public void The_engines_status_decides_the_exit_code(HttpStatusCode status, string? body, ErrorKind exitCode)
    {
        var exception = EngineFailure.From("Tagging", Endpoint, new DockerApiException(status, body));

        Assert.Equal(exitCode, exception.Kind);
        Assert.Contains($"{(int)status}", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\"message\"", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("errors:\ndigest invalid\nmanifest blob unknown: blob unknown to registry\n")]
    [InlineData("received unexpected HTTP status: 500 Internal Server Error")]
    [InlineData("unexpected status from PUT request to https://r.example/v2/app/manifests/1: 502 Bad Gateway")]
    public void A_push_that_the_registry_may_take_the_next_time_is_worth_another_attempt(string text)
    {
        var exception = EngineFailure.Said("Pushing acme/app:1", Endpoint, text);

        Assert.Equal(ErrorKind.Transport, Assert.IsType<TransientPushException>(exception).Kind);
        Assert.IsNotType<TransientPushException>(EngineFailure.Said("Pushing acme/app:1", Endpoint, "write /data/tmp: no space left on device"));
    }

    [Fact]
    public void A_socket_that_this_user_may_not_open_is_a_matter_of_rights()
    {
        var exception = EngineFailure.From("Loading", Endpoint, new HttpRequestException("x", new SocketException((int)SocketError.AccessDenied)));

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.Contains(Endpoint, exception.Message, StringComparison.Ordinal);
        Assert.Contains("usermod -aG docker", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_that_is_not_there_is_called_so()
    {
        var exception = EngineFailure.From("Loading", Endpoint, new HttpRequestException("x", new SocketException((int)SocketError.AddressNotAvailable)));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Contains(": the socket does not exist.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_of_the_images_own_source_is_not_blamed_on_the_engine()
    {
        var cause = PlimsollException.NotFound("There is no blob.");

        Assert.Same(cause, EngineFailure.From("Loading", Endpoint, new HttpRequestException("x", new IOException("y", cause))));
    }

    [Fact]
    public async Task Where_no_engine_is_the_endpoint_is_named_with_advice()
    {
        using var engine = new DockerEngine(new DockerEngineOptions { Endpoint = "unix:///nowhere/docker.sock" });

        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(async () => await engine.GetVersionAsync(CancellationToken.None));

        Assert.Equal(ErrorKind.Transport, exception.Kind);
        Assert.Contains("unix:///nowhere/docker.sock", exception.Message, StringComparison.Ordinal);
        Assert.Contains("DOCKER_HOST", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_and_a_silent_one_are_told_apart()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = $"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        using (var silent = new DockerEngine(new DockerEngineOptions { Endpoint = endpoint, Timeout = TimeSpan.FromMilliseconds(200) }))
            Assert.Contains("did not respond in time", (await FailAsync(silent)).Message, StringComparison.Ordinal);

        listener.Stop();
        using var closed = new DockerEngine(new DockerEngineOptions { Endpoint = endpoint });
        Assert.Contains("cannot connect to the Docker engine at", (await FailAsync(closed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_not_failed()
    {
        using var engine = new DockerEngine(new DockerEngineOptions { Endpoint = "tcp://127.0.0.1:1" });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await engine.PingAsync(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Credentials_do_not_show_themselves()
    {
        var text = new EngineCredentials { Username = "captain", Password = "hunter2", IdentityToken = "token3" }.ToString();

        Assert.Contains("captain", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("token3", text, StringComparison.Ordinal);
    }

    private static async Task<PlimsollException> FailAsync(DockerEngine engine)
    {
        var exception = await Assert.ThrowsAnyAsync<PlimsollException>(async () => await engine.PingAsync(CancellationToken.None));
        Assert.Equal(ErrorKind.Transport, exception.Kind);
        return exception;
    }
}
