using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Oci.Registries.Auth;

/// <summary>
/// The bearer tokens of one registry, by identity and scopes. Requests that need the same token at the same time share
/// one request for it.
/// </summary>
internal sealed class TokenCache
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    /// <summary>Finds or gets a token that covers the scopes.</summary>
    /// <param name="identity">Whose token; <c>null</c> is anonymous.</param>
    /// <param name="scopes">What it must allow.</param>
    /// <param name="refused">A token that the registry no longer takes, or <c>null</c>.</param>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="fetch">Gets a token; not cancelled by the one caller who happened to come first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<AccessToken> GetAsync(
        RegistryCredential? identity,
        IReadOnlyList<string> scopes,
        string? refused,
        long now,
        Func<Task<AccessToken>> fetch,
        CancellationToken cancellationToken)
    {
        Task<AccessToken> task;
        lock (_lock)
        {
            _entries.RemoveAll(entry => entry.IsUseless(now, refused));
            var found = _entries.Find(entry => entry.Identity == identity && Scopes.Cover(entry.Scopes, scopes));
            if (found is null)
                _entries.Add(found = new Entry(identity, scopes, fetch()));
            task = found.Token;
        }

        return await task.WaitAsync(cancellationToken);
    }

    private sealed record Entry(RegistryCredential? Identity, IReadOnlyList<string> Scopes, Task<AccessToken> Token)
    {
        public bool IsUseless(long now, string? refused) =>
            Token.IsFaulted || Token.IsCanceled
            || (Token.IsCompletedSuccessfully && (Token.Result.RenewAt <= now || Token.Result.Value == refused));
    }
}
