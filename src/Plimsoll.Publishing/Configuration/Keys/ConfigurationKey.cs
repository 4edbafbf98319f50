namespace Plimsoll.Publishing.Configuration.Keys;

/// <summary>A key of <c>plimsoll.yml</c>. Only declared keys can be read, and the JSON schema is written from them.</summary>
/// <param name="Name">The key.</param>
/// <param name="Description">What it says, as an editor shows it: a sentence.</param>
/// <param name="Value">What it can have as its value.</param>
internal sealed record ConfigurationKey(string Name, string Description, ConfigurationValue Value)
{
    /// <summary>What counts where the key is not there, as it would be written; <c>null</c> for nothing.</summary>
    public string? Default { get; init; }

    /// <summary>The environment variable that counts before the file, or <c>null</c>.</summary>
    public string? Variable { get; init; }

    /// <summary>Whether the key must be there.</summary>
    public bool IsRequired { get; init; }
}
