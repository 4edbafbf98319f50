namespace Plimsoll.Build.Output;

/// <summary>Replaces secret values in text. Safe to use from several threads.</summary>
internal sealed class SecretMask
{
    private const string Replacement = "***";

    private volatile string[] _secrets = [];

    /// <summary>All values to mask, longest first, so that no part of a secret remains when a shorter one is replaced.</summary>
    public IReadOnlyList<string> Secrets => _secrets;

    /// <summary>Masks a value from now on; each line of a value with several lines is masked on its own.</summary>
    public void Add(string secret)
    {
        var lines = secret.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        _secrets = [.. _secrets.Concat(lines).Where(l => l.Length > 0).Distinct().OrderByDescending(l => l.Length)];
    }

    public string Apply(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, Replacement, StringComparison.Ordinal);
        return text;
    }
}
