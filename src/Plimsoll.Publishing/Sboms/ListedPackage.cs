namespace Plimsoll.Publishing.Sboms;

/// <summary>A NuGet package that an application runs with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha512">The SHA-512 of the package in hexadecimal; <c>null</c> where it is not told.</param>
internal sealed record ListedPackage(string Name, string Version, string? Sha512)
{
    private const string HashPrefix = "sha512-";

    /// <summary>Its licence as an SPDX expression; <c>null</c> where it declares none, or in another form.</summary>
    public string? License { get; init; }

    /// <summary>The hash as <see cref="Sha512"/> has it, of base64 with or without the prefix <c>sha512-</c>; <c>null</c> where it is not one.</summary>
    public static string? ToHex(string? base64)
    {
        Span<byte> hash = stackalloc byte[64];
        var text = base64?.StartsWith(HashPrefix, StringComparison.Ordinal) == true ? base64[HashPrefix.Length..] : base64;
        return text is not null && Convert.TryFromBase64String(text, hash, out var written) && written == hash.Length ? Convert.ToHexStringLower(hash) : null;
    }

    /// <summary>The package URL.</summary>
    public string Url => $"pkg:nuget/{Uri.EscapeDataString(Name)}@{Uri.EscapeDataString(Version)}";
}
