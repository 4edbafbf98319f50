using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;
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
/// <param name="AssemblyVersion">For .NET assemblies, as MinVer's: the first number alone, which changes where what it offers breaks.</param>
/// <param name="FileVersion">For .NET assemblies: the three numbers and a zero.</param>
/// <param name="InformationalVersion">The version with the commit in its build metadata, as the .NET SDK writes it.</param>
/// <param name="Height">The commits since the tag, or since the first commit.</param>
/// <param name="Tag">The tag that it was calculated from, or <c>null</c>.</param>
/// <param name="TagCommit">The commit of the tag, or <c>null</c>.</param>
/// <param name="Commit">The commit that has the version: HEAD.</param>
/// <param name="Sha">Its abbreviation, as the tag of the strategy <c>sha</c> has it.</param>
/// <param name="Branch">The branch that is built, or <c>null</c>: a tag or a pull request is not a branch.</param>
/// <param name="Shallow">Whether the clone is shallow.</param>
/// <param name="Dirty">Whether tracked files are changed.</param>
/// <param name="Reason">Why it is this version.</param>
/// <param name="Warnings">What was noticed, and printed as a warning too.</param>
internal sealed record VersionReport(
    int SchemaVersion,
    string Version,
    [property: JsonConverter(typeof(WholeNumberConverter))] BigInteger Major,
    [property: JsonConverter(typeof(WholeNumberConverter))] BigInteger Minor,
    [property: JsonConverter(typeof(WholeNumberConverter))] BigInteger Patch,
    string? PreRelease,
    string? BuildMetadata,
    string AssemblyVersion,
    string FileVersion,
    string InformationalVersion,
    int Height,
    string? Tag,
    string? TagCommit,
    string Commit,
    string Sha,
    string? Branch,
    bool Shallow,
    bool Dirty,
    string Reason,
    IReadOnlyList<string> Warnings)
{
    /// <param name="context">The repository and the CI run.</param>
    /// <param name="calculated">The version calculated from its history.</param>
    /// <param name="version">The version, marked as dirty if the working tree has changes.</param>
    /// <param name="reason">Why it is this one.</param>
    /// <param name="warnings">What was noticed.</param>
    public static VersionReport Create(BuildContext context, CalculatedVersion calculated, SemanticVersion version, string reason, IReadOnlyList<string> warnings) => new(
        1,
        version.ToFullString(),
        version.Major,
        version.Minor,
        version.Patch,
        version.IsPrerelease ? version.Release : null,
        version.HasMetadata ? version.Metadata : null,
        $"{version.Major}.0.0.0",
        $"{version.Major}.{version.Minor}.{version.Patch}.0",
        $"{version.ToFullString()}{(version.HasMetadata ? "." : "+")}{context.Repository.Head.Id}",
        calculated.Height,
        calculated.Tag,
        calculated.Tag is null ? null : calculated.Commit,
        context.Repository.Head.Id,
        context.Repository.Head.AbbreviatedId,
        context.Branch,
        context.Repository.IsShallow,
        context.Repository.IsDirty,
        reason,
        warnings);

    public string ToJson() => CliJson.Write(this, CliJson.Default.VersionReport);

    public IReadOnlyList<KeyValuePair<string, string>> ToOutputs() =>
    [
        new("version", Version),
        new("informational-version", InformationalVersion),
        new("assembly-version", AssemblyVersion),
        new("file-version", FileVersion),
        new("commit", Commit),
        new("sha", Sha),
        new("branch", Branch ?? ""),
    ];

    public IEnumerable<string> ToExplanation(TableStyle style)
    {
        var table = new TextTable(["NAME", "VALUE"]);
        table.Add("version", Version);
        table.Add("commit", Commit);
        table.Add("tag", Tag is null ? "-" : $"{Tag} at {TagCommit}");
        table.Add("height", Height.ToString(CultureInfo.InvariantCulture));
        table.Add("reason", Reason);
        return table.Lines(style);
    }
}
