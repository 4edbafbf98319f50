using System.Collections.Concurrent;
using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Oci.Registries.Auth;

/// <summary>What is known of one registry's authentication: its last challenge, credentials and tokens. Everything in it may be used by many requests at once.</summary>
internal sealed class RegistryAuthenticationCache
{
    private volatile Challenge? _challenge;

    /// <summary>The last challenge that was answered: later requests need no refusal first.</summary>
    public Challenge? Challenge
    {
        get => _challenge;
        set => _challenge = value;
    }

    /// <summary>The credential of each repository that was looked up; <c>null</c> is "none".</summary>
    public ConcurrentDictionary<string, Task<RegistryCredential?>> Credentials { get; } = new(StringComparer.Ordinal);

    public TokenCache Tokens { get; } = new();
}
