using System.Diagnostics.CodeAnalysis;
using NuGet.Versioning;
using Plimsoll.Versioning;

namespace Plimsoll.Tags;

/// <summary>
/// The Python version (PEP 440) of the release tag at HEAD, normalised and with three numbers at least: <c>1.2rc1</c> is
/// <c>1.2.0rc1</c>, immutable; with the moving <c>1.2</c> and <c>1</c> where no higher stable version of the line is known.
/// Prereleases and development releases are only themselves.
/// </summary>
public sealed record Pep440Strategy : TagStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.Pep440;

    /// <summary>Whether the whole version is derived. The default is <c>true</c>.</summary>
    public bool Full { get; init; } = true;

    /// <summary>Whether <c>1.2</c> is derived. The default is <c>true</c>.</summary>
    public bool Minor { get; init; } = true;

    /// <summary>Whether <c>1</c> is derived. The default is <c>true</c>.</summary>
    public bool Major { get; init; } = true;

    /// <summary>Whether <see cref="Major"/> gives <c>0</c> too. The default is <c>false</c>.</summary>
    public bool ZeroMajor { get; init; }

    internal override bool NeedsAllTags => true;

    internal override void Derive(TagDerivation derivation)
    {
        if (derivation.Release is not { } release || !TryParse(release.Name, derivation.Rules.TagPrefix, out var python))
        {
            derivation.Skip(this, derivation.Release is { Name: var name } ? $"{name} is no version by PEP 440" : derivation.WhyNoRelease);
            return;
        }

        if (Full)
            derivation.Add(this, Prefix + Sanitized(python.Text) + Suffix, Mutability.Immutable, $"{release.Name} is at HEAD", derivation.ReleaseInput);
        if (python.IsStable)
            derivation.AddLines(this, Minor, Major, ZeroMajor);
        else if (Minor || Major)
            derivation.Skip(this, $"the lines of {python.Text}: {release.Name} is a prerelease");
    }

    /// <summary>
    /// Parses a git tag. Its <see cref="ReleaseTag.Version"/> is the semantic version of the same place in the order, as
    /// far as lines of releases need one.
    /// </summary>
    internal static bool TryParse(string name, string? prefix, [NotNullWhen(true)] out ReleaseTag? tag)
    {
        tag = null;
        if (ReleaseTag.WithoutPrefix(name, prefix) is not { } text || !Pep440Version.TryParse(text, out var version) || version.Release.Any(number => number > int.MaxValue))
            return false;

        tag = new ReleaseTag(name, new SemanticVersion((int)version.Major, (int)version.Minor, (int)version.Patch, version.IsPrerelease ? "pre" : null))
        {
            Text = version.ToString(leastNumbers: 3),
            Epoch = version.Epoch,
            Further = [.. version.Release.Skip(3)],
            Post = version.Post + 1 ?? 0,
        };
        return true;
    }

    /// <summary>An epoch's <c>!</c> and a local version's <c>+</c> are not for tags.</summary>
    private static string Sanitized(string text) => text.Replace('!', '-').Replace('+', '_');
}
