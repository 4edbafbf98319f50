using System.Net;
using Microsoft.Extensions.Time.Testing;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries.Auth.Clouds;

/// <summary>A machine with variables, files, a clock, and clouds that answer from a script; what the script does not know is not there.</summary>
internal sealed class CloudWorld : IDisposable
{
    private readonly Dictionary<string, Func<HttpRequestMessage, HttpResponseMessage>> _answers = [];

    public CloudWorld() => Script = new ScriptedHandler(request =>
        _answers.TryGetValue($"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}", out var answer)
            ? answer(request)
            : throw new HttpRequestException(HttpRequestError.ConnectionError));

    public TempDirectory Home { get; } = new();

    public Dictionary<string, string> Variables { get; } = [];

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 5, 19, 10, 0, 0, TimeSpan.Zero));

    public ScriptedHandler Script { get; }

    public CredentialEnvironment Environment => new() { Variable = Variables.GetValueOrDefault, Home = Home.Path, Clock = Clock, CloudTransport = Script, Trace = new Listener(Trace) };

    /// <summary>What was told of the requests.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>The paths that were asked, each as <c>METHOD url</c> without its query.</summary>
    public IEnumerable<string> Asked => Script.Requests.Select(request => request.Split('?')[0]);

    public void Answer(string request, string body, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers) =>
        _answers[request] = _ => ScriptedHandler.Answer(status, body, "application/json", headers);

    public void Answer(string request, Func<HttpRequestMessage, string?> body) =>
        _answers[request] = message => body(message) is { } text ? ScriptedHandler.Answer(HttpStatusCode.OK, text) : ScriptedHandler.Answer(HttpStatusCode.Forbidden);

    public ValueTask<RegistryCredential?> FindAsync(string registry) => CredentialSource.Clouds(Environment).FindAsync(registry, null, CancellationToken.None);

    public void Dispose() => Home.Dispose();

    private sealed class Listener(List<string> lines) : IProgress<string>
    {
        public void Report(string value) => lines.Add(value);
    }
}
