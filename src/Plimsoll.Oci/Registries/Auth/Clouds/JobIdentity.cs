using System.Net.Http.Headers;
using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Oci.Registries.Auth.Clouds;

/// <summary>
/// The identity of a job of GitHub Actions that has the permission <c>id-token: write</c>. A token of it lives for minutes, so it is
/// asked for when it is exchanged, not when the job starts.
/// </summary>
internal sealed class JobIdentity(CredentialEnvironment environment, CloudHttp http)
{
    /// <summary>What it is called in messages.</summary>
    public const string Source = "the identity of the job";

    private const string AddressVariable = "ACTIONS_ID_TOKEN_REQUEST_URL";

    /// <summary>A token for one audience; <c>null</c> where there is no such job.</summary>
    /// <exception cref="PlimsollException">The host gave none (exit code 4), or does not answer (7).</exception>
    public async Task<string?> FindTokenAsync(string audience, CancellationToken cancellationToken)
    {
        if (environment[AddressVariable] is not { } address || environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] is not { } secret)
            return null;

        var uri = CloudHttp.Address(address, AddressVariable);
        var answer = await http.SendAsync(
            "get an identity token of the job",
            () => new HttpRequestMessage(HttpMethod.Get, $"{uri.AbsoluteUri}{(uri.Query.Length > 0 ? '&' : '?')}audience={Uri.EscapeDataString(audience)}")
            {
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", secret) },
            },
            cancellationToken);
        return answer.Required("value");
    }
}
