using System.Text;
using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.IntegrationTests.Registries.Scripted;

/// <summary>Who may do everything at a scripted registry.</summary>
internal sealed class RegistryAccount : ICredentialSource
{
    private static readonly RegistryCredential Credential = new("a test") { Username = "ann", Password = "open sesame" };

    /// <summary>The header of Basic authentication.</summary>
    public static string Basic { get; } = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Credential.Username}:{Credential.Password}"))}";

    public ValueTask<RegistryCredential?> FindAsync(string registry, string? repository, CancellationToken cancellationToken) => ValueTask.FromResult<RegistryCredential?>(Credential);
}
