using System.Globalization;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Oci.Registries.Auth.Clouds;

/// <summary>
/// Docker Hub's connections to CI hosts (OIDC), with the variables of docker/login-action: the identity of the job is exchanged for
/// the password of an organisation, which lives for minutes.
/// </summary>
internal sealed class DockerHubSource(CredentialEnvironment environment) : CloudSource(environment)
{
    private const string Connection = "DOCKERHUB_OIDC_CONNECTIONID";
    private const string LifetimeVariable = "DOCKERHUB_OIDC_EXPIREIN";
    private const string AddressVariable = "DOCKERHUB_IDENTITY_URL";
    private const string Identity = "https://identity.docker.com";
    private const int MinimumLifetime = 300;
    private const int MaximumLifetime = 3600;

    protected override bool Serves(string registry) =>
        Environment[Connection] is not null && (registry.Equals(ImageReference.DockerHub, StringComparison.OrdinalIgnoreCase) || registry.Equals("dhi.io", StringComparison.OrdinalIgnoreCase));

    protected override async Task<RegistryCredential?> FetchAsync(string registry, CancellationToken cancellationToken)
    {
        var connection = Guid.TryParseExact(Environment[Connection]!.Trim(), "D", out var id) ? id : throw PlimsollException.Usage($"{Connection} is not the id of a connection (a UUID).", "Copy it from the organisation's OIDC connections at Docker Hub.");
        var lifetime = Lifetime();
        var address = (Environment[AddressVariable] ?? Identity).TrimEnd('/');
        if (await Job.FindTokenAsync(address, cancellationToken) is not { } token)
            return null;

        var user = Environment["DOCKERHUB_USERNAME"] ?? Environment["DOCKERHUB_ORGANIZATION"]
            ?? throw PlimsollException.Usage($"{Connection} is set, but DOCKERHUB_USERNAME is not.", "Set DOCKERHUB_USERNAME to the name of the organisation at Docker Hub.");
        var answer = await Http.SendAsync(
            "get a Docker Hub token",
            () => CloudHttp.Form(
                CloudHttp.Address($"{address}/oauth/token", AddressVariable),
                ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
                ("subject_token_type", "urn:ietf:params:oauth:token-type:id_token"),
                ("subject_token", token),
                ("connection_id", connection.ToString("D")),
                ("expires_in", lifetime.ToString(CultureInfo.InvariantCulture))),
            cancellationToken);
        return new RegistryCredential(JobIdentity.Source)
        {
            Username = user,
            Password = answer.Required("access_token"),
            Life = Life(TimeSpan.FromSeconds(Math.Min(answer.Seconds("expires_in") ?? lifetime, lifetime))),
        };
    }

    /// <summary>How long a password lives, in seconds. It is renewed in time, so the shortest does.</summary>
    private int Lifetime() => Environment[LifetimeVariable]?.Trim() switch
    {
        null => MinimumLifetime,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= MinimumLifetime and <= MaximumLifetime => seconds,
        _ => throw PlimsollException.Usage($"{LifetimeVariable} is not a number of seconds from {MinimumLifetime} to {MaximumLifetime}."),
    };
}
