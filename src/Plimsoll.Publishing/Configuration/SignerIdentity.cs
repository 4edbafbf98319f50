namespace Plimsoll.Publishing.Configuration;

/// <summary>Who must have signed, where a certificate names the signer in place of a key (keyless signing).</summary>
/// <param name="Issuer">Who vouched for the signer: <c>https://token.actions.githubusercontent.com</c>.</param>
public sealed record SignerIdentity(string Issuer)
{
    /// <summary>The signer: an address, or the URL of a workflow; <c>null</c> where <see cref="Pattern"/> tells.</summary>
    public string? Name { get; init; }

    /// <summary>A regular expression that matches the whole name of the signer; <c>null</c> where <see cref="Name"/> tells.</summary>
    public string? Pattern { get; init; }

    /// <summary>The signer and who vouched for it.</summary>
    public override string ToString() => $"{Name ?? $"a name like '{Pattern}'"} (by {Issuer})";
}
