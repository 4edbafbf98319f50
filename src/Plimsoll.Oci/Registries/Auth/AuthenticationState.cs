using System.Collections.Concurrent;
using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Oci.Registries.Auth;

/// <summary>What one registry's answers taught about its authentication. Everything in it may be used by many requests at once.</summary>
internal sealed class AuthenticationState
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
