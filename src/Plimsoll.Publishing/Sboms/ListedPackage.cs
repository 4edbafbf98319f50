namespace Plimsoll.Publishing.Sboms;

/// <summary>A NuGet package that an application runs with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha512">The SHA-512 of the package in hexadecimal; <c>null</c> where it is not told.</param>
internal sealed record ListedPackage(string Name, string Version, string? Sha512)
{
    /// <summary>The package URL.</summary>
    public string Url => $"pkg:nuget/{Uri.EscapeDataString(Name)}@{Uri.EscapeDataString(Version)}";
}
