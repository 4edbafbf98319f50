using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.Testing;

/// <summary>
/// A token server of the distribution specification for <see cref="RegistryServer"/>: signs RS256 tokens. Anybody may
/// pull; <see cref="RegistryServerOptions.Username"/> with the password or <see cref="IdentityToken"/> may do everything.
/// </summary>
public sealed class TokenServer : IAsyncDisposable
{
    public const string Service = "registry.test";
    public const string Issuer = "plimsoll-test";
    public const string IdentityToken = "identity-token-of-ann";

    private readonly RSA _key = RSA.Create(2048);
    private readonly HttpListener _listener;
    private readonly string _certificate;
    private readonly Task _loop;

    private TokenServer(string address, HttpListener listener)
    {
        _listener = listener;
        var request = new CertificateRequest("CN=Plimsoll test tokens", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        CertificatePem = certificate.ExportCertificatePem();
        _certificate = Convert.ToBase64String(certificate.RawData);
        Realm = new Uri($"{address}/token");
        _loop = Task.Run(ServeAsync);
    }

    /// <summary>The address that the registry names in its challenges.</summary>
    public Uri Realm { get; }

    /// <summary>The certificate that the registry checks tokens with.</summary>
    public string CertificatePem { get; }

    /// <summary>How long tokens are good for, in seconds, as the answer says.</summary>
    public int ExpiresIn { get; set; } = 300;

    /// <summary>Every request in order: method, a blank, and its scopes, separated by blanks.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Starts a server on a free loopback port.</summary>
    public static TokenServer Start()
    {
        var (listener, address) = LoopbackListener.Start();
        return new TokenServer(address, listener);
    }

    public async ValueTask DisposeAsync()
    {
        // At once: closing what was stopped looks its port up again, and another server may have it by then.
        _listener.Close();
        await _loop;
        _key.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            try
            {
                await AnswerAsync(context);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                // Whoever asked is gone, or the server is.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var isPost = context.Request.HttpMethod == "POST";
        using var reader = new StreamReader(context.Request.InputStream);
        var form = isPost ? Parse(await reader.ReadToEndAsync()) : Parse(context.Request.Url!.Query.TrimStart('?'));
        var scopes = form.Where(entry => entry.Name == "scope").SelectMany(entry => entry.Value.Split(' ')).ToList();
        Requests.Enqueue($"{context.Request.HttpMethod} {string.Join(' ', scopes)}");

        var isKnown = isPost
            ? form.Contains(("refresh_token", IdentityToken)) && form.Contains(("grant_type", "refresh_token"))
            : context.Request.Headers["Authorization"] == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{RegistryServerOptions.Username}:{RegistryServerOptions.Password}"));
        var isAnonymous = !isPost && context.Request.Headers["Authorization"] is null;
        context.Response.StatusCode = isKnown || isAnonymous ? 200 : 401;
        var body = isKnown || isAnonymous
            ? new JsonObject { [isPost ? "access_token" : "token"] = Token(scopes, isKnown), ["expires_in"] = ExpiresIn }
            : new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["code"] = "UNAUTHORIZED", ["message"] = "wrong user or password" }) };
        context.Response.ContentType = "application/json";
        context.Response.Close(Encoding.UTF8.GetBytes(body.ToJsonString()), willBlock: true);
    }

    private static List<(string Name, string Value)> Parse(string form) =>
        [.. form.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => (WebUtility.UrlDecode(pair[0]), WebUtility.UrlDecode(pair[1])))];

    private string Token(IEnumerable<string> scopes, bool isKnown)
    {
        var access = new JsonArray();
        foreach (var scope in scopes)
        {
            var (first, last) = (scope.IndexOf(':'), scope.LastIndexOf(':'));
            var actions = scope[(last + 1)..].Split(',').Where(action => isKnown || action == "pull");
            access.Add(new JsonObject { ["type"] = scope[..first], ["name"] = scope[(first + 1)..last], ["actions"] = new JsonArray([.. actions.Select(action => JsonValue.Create(action))]) });
        }

        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var header = new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256", ["x5c"] = new JsonArray(_certificate) };
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = Service,
            ["sub"] = isKnown ? RegistryServerOptions.Username : "",
            ["exp"] = now + 300,
            ["nbf"] = now - 10,
            ["iat"] = now,
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["access"] = access,
        };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Encode(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Encode(JsonObject json) => Encode(JsonSerializer.SerializeToUtf8Bytes<JsonNode>(json));

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
