using System.Collections.Concurrent;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>What one registry and its token servers were sent in confidence, so that it can be left out of what they say. May be used by many requests at once.</summary>
internal sealed class KnownSecrets
{
    /// <summary>Fewer characters hide nothing: they are in every text.</summary>
    private const int MinimumLength = 6;

    private readonly ConcurrentDictionary<string, bool> _secrets = new(StringComparer.Ordinal);

    /// <summary>Keeps a password or token, in each form that it is sent in.</summary>
    public void Add(string secret)
    {
        if (secret.Length < MinimumLength)
            return;

        _secrets[secret] = true;
        _secrets[Uri.EscapeDataString(secret)] = true;
    }

    /// <summary>The text without them.</summary>
    public string Hide(string text)
    {
        // The longer first, because one may begin with another.
        foreach (var secret in _secrets.Keys.Where(secret => text.Contains(secret, StringComparison.Ordinal)).OrderByDescending(secret => secret.Length))
            text = text.Replace(secret, "…", StringComparison.Ordinal);
        return text;
    }
}
