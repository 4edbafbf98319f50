using System.Globalization;
using NuGet.Versioning;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Hosts;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll version</c>.</summary>
/// <param name="SchemaVersion">1.</param>
/// <param name="Version">The whole version.</param>
/// <param name="Major">Its first number.</param>
/// <param name="Minor">Its second number.</param>
/// <param name="Patch">Its third number.</param>
/// <param name="PreRelease">Its prerelease, or <c>null</c> for a stable one.</param>
/// <param name="BuildMetadata">Its build metadata, or <c>null</c>.</param>
/// <param name="Height">The commits since the tag, or since the first commit.</param>
/// <param name="Tag">The tag that it was calculated from, or <c>null</c>.</param>
/// <param name="TagCommit">The commit of the tag, or <c>null</c>.</param>
/// <param name="Commit">The commit that has the version: HEAD.</param>
/// <param name="Shallow">Whether the clone is shallow.</param>
/// <param name="Dirty">Whether tracked files are changed.</param>
/// <param name="Reason">Why it is this version.</param>
internal sealed record VersionReport(
    int SchemaVersion,
    string Version,
    int Major,
    int Minor,
    int Patch,
    string? PreRelease,
    string? BuildMetadata,
    int Height,
    string? Tag,
    string? TagCommit,
    string Commit,
    bool Shallow,
    bool Dirty,
    string Reason)
{
    /// <param name="repository">The repository.</param>
    /// <param name="calculated">The version calculated from its history.</param>
    /// <param name="version">The version, marked as dirty if the working tree has changes.</param>
    /// <param name="reason">Why it is this one.</param>
    public static VersionReport Create(RepositoryState repository, CalculatedVersion calculated, SemanticVersion version, string reason) => new(
        1,
        version.ToFullString(),
        version.Major,
        version.Minor,
        version.Patch,
        version.IsPrerelease ? version.Release : null,
        version.HasMetadata ? version.Metadata : null,
        calculated.Height,
        calculated.Tag,
        calculated.Tag is null ? null : calculated.Commit,
        repository.Head.Id,
        repository.IsShallow,
        repository.IsDirty,
        reason);

    public string ToJson() => CliJson.Write(this, CliJson.Default.VersionReport);

    public IEnumerable<string> ToExplanation()
    {
        var table = new TextTable(["NAME", "VALUE"]);
        table.Add("version", Version);
        table.Add("commit", Commit);
        table.Add("tag", Tag is null ? "-" : $"{Tag} at {TagCommit}");
        table.Add("height", Height.ToString(CultureInfo.InvariantCulture));
        table.Add("reason", Reason);
        return table.Lines();
    }
}
