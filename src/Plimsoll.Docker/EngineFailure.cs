using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;
using Plimsoll.Oci;
using Plimsoll.Oci.Storage.Engine;

namespace Plimsoll.Docker;

/// <summary>Turns what an engine or the way to it did wrong into an exception that says what, where, why and what to do.</summary>
internal static class EngineFailure
{
    // Engines report errors of registries as text only. These phrases are stable because other tools look for them too.
    private static readonly string[] Denied =
    [
        "unauthorized", "authentication required", "no basic auth credentials", "denied", "access forbidden",
        "401 unauthorized", "403 forbidden", "status code 401", "status code 403", "invalid username/password",
    ];

    private static readonly string[] Immutable = ["cannot be overwritten", "immutable", "tag_invalid"];

    private static readonly string[] Transient =
    [
        "manifest blob unknown", "digest invalid",
        "500 internal server error", "502 bad gateway", "503 service unavailable", "504 gateway timeout",
    ];

    private static readonly string[] Missing =
    [
        "does not exist", "no such image", "manifest unknown", "name unknown", "image not known", "not found: manifest",
    ];

    /// <summary>A message of an engine, in a stream or as an answer to a request.</summary>
    /// <param name="what">What was tried, as the beginning of a sentence: <c>Pushing acme/app:1</c>.</param>
    /// <param name="endpoint">The endpoint, for the message.</param>
    /// <param name="text">The engine's words.</param>
    public static PlimsollException Said(string what, string endpoint, string? text)
    {
        var (exitCode, advice) = Classify(text ?? "");
        var message = $"{what} failed: the Docker engine at {endpoint} reported: {EngineText.Neutralize(text)}";
        return exitCode == ErrorKind.Transport && Transient.Any(phrase => text?.Contains(phrase, StringComparison.OrdinalIgnoreCase) == true)
            ? new TransientPushException(message)
            : new PlimsollException(exitCode, message, advice);
    }

    /// <summary>A build that failed: at which step, and why.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="endpoint">The endpoint, for the message.</param>
    /// <param name="step">The step as the engine announced it, or <c>null</c> before the first.</param>
    /// <param name="text">The engine's words.</param>
    public static PlimsollException StepFailed(string dockerfile, string endpoint, string? step, string text) => new(
        ErrorKind.Failed,
        $"Building {dockerfile} failed{(step is null ? "" : $" at '{step}'")}: the Docker engine at {endpoint} reported: {EngineText.Neutralize(text)}",
        text.Contains("--mount", StringComparison.Ordinal) || text.Contains("BuildKit", StringComparison.OrdinalIgnoreCase)
            ? "The engine's classic builder does not support mounts or build secrets: set 'via: buildkit' in the build: section."
            : null);

    /// <summary>What a call of the client library threw.</summary>
    /// <param name="what">What was tried, as the beginning of a sentence.</param>
    /// <param name="endpoint">The endpoint, for the message.</param>
    /// <param name="exception">What was thrown.</param>
    public static PlimsollException From(string what, string endpoint, Exception exception)
    {
        // An upload's own source is read while the request is sent; its failure arrives wrapped.
        if (Causes(exception).OfType<PlimsollException>().FirstOrDefault() is { } ours)
            return ours;

        if (exception is DockerApiException refused)
            return Refused(what, endpoint, refused);

        if (exception is OperationCanceledException or TimeoutException)
            return new PlimsollException(ErrorKind.Transport, $"{what} failed: the engine at {endpoint} did not respond in time.", "Check whether the engine is busy or hangs.", exception);

        if (Causes(exception).OfType<SocketException>().FirstOrDefault() is { } socket)
            return Unreachable(what, endpoint, socket, exception);

        if (Causes(exception).OfType<System.Security.Authentication.AuthenticationException>().FirstOrDefault() is { } tls)
            return new PlimsollException(ErrorKind.Transport, $"{what} failed: cannot establish a TLS connection to the engine at {endpoint}: {EngineText.Neutralize(tls.Message)}", "Check DOCKER_CERT_PATH (ca.pem, cert.pem, key.pem) and the engine's certificate.", exception);

        if (Causes(exception).OfType<UnauthorizedAccessException>().Any())
            return Forbidden(what, endpoint, exception);

        return new PlimsollException(ErrorKind.Transport, $"{what} failed: the connection to the engine at {endpoint} was lost: {EngineText.Neutralize(exception.GetBaseException().Message)}", "Check the engine's log.", exception);
    }

    private static PlimsollException Refused(string what, string endpoint, DockerApiException exception)
    {
        var text = ParseMessage(exception.ResponseBody);
        var (exitCode, advice) = exception.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => (ErrorKind.Authentication, "Log in, or use an account with permission to do this."),
            HttpStatusCode.NotFound => (ErrorKind.NotFound, Classify(text).Advice),
            HttpStatusCode.BadRequest => (ErrorKind.Usage, null),
            _ => Classify(text),
        };
        return new PlimsollException(exitCode, $"{what} failed: the Docker engine at {endpoint} returned HTTP {(int)exception.StatusCode}: {EngineText.Neutralize(text)}", advice, exception);
    }

    private static EngineUnavailableException Unreachable(string what, string endpoint, SocketException socket, Exception exception) =>
        socket.SocketErrorCode == SocketError.AccessDenied
            ? Forbidden(what, endpoint, exception)
            : new EngineUnavailableException(
                ErrorKind.Transport,
                $"{what} failed: cannot connect to the Docker engine at {endpoint}: {Reason(socket).TrimEnd('.')}.",
                "Start the engine (on Linux: sudo systemctl start docker; otherwise start Docker Desktop), or point DOCKER_HOST or DOCKER_CONTEXT to another one.",
                exception);

    /// <summary>.NET calls the missing file of a Unix socket an address that cannot be assigned.</summary>
    private static string Reason(SocketException socket) =>
        socket.SocketErrorCode == SocketError.AddressNotAvailable ? "the socket does not exist" : EngineText.Neutralize(socket.Message);

    private static EngineUnavailableException Forbidden(string what, string endpoint, Exception exception) => new EngineUnavailableException(
        ErrorKind.Authentication,
        $"{what} failed: permission denied while connecting to the Docker engine at {endpoint}.",
        "Join the group that owns the socket (sudo usermod -aG docker USER, then log in again), or use a rootless engine through DOCKER_HOST.",
        exception);

    private static (ErrorKind ExitCode, string? Advice) Classify(string text)
    {
        // "denied: … does not exist or may require 'docker login'" is a denial; "denied" in a path is not worth a rule.
        if (Immutable.Any(Contains))
            return (ErrorKind.Conflict, "The tag is immutable in this registry; publish under a new tag.");
        if (Denied.Any(Contains))
            return (ErrorKind.Authentication, "Log in to the registry (plimsoll login), and check that the account has permission to push there.");
        if (Missing.Any(Contains))
            return (ErrorKind.NotFound, "List the engine's images with: plimsoll ls docker-daemon:");
        return (ErrorKind.Transport, null);

        bool Contains(string phrase) => text.Contains(phrase, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The <c>message</c> of an engine's JSON answer, or the whole answer where it is none.</summary>
    private static string ParseMessage(string? body)
    {
        if (string.IsNullOrWhiteSpace(body))
            return "";

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("message", out var message)
                && message.ValueKind == JsonValueKind.String
                    ? message.GetString()!
                    : body;
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            return body;
        }
    }

    private static IEnumerable<Exception> Causes(Exception? exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
            yield return current;
    }
}
