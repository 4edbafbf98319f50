namespace Plimsoll.Publishing.Sboms;

/// <summary>The packages that a .NET application is published with on one runtime.</summary>
/// <param name="Packages">The packages.</param>
/// <param name="Dependencies">Which package needs which, by their <see cref="ListedPackage.Url"/>; the application itself is <c>null</c>.</param>
internal sealed record PackageGraph(IReadOnlyList<ListedPackage> Packages, IReadOnlyList<(string? From, string To)> Dependencies);
