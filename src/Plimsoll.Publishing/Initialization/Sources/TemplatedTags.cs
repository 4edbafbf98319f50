using System.Text.RegularExpressions;
using Plimsoll.Publishing.Initialization.Drafts;

namespace Plimsoll.Publishing.Initialization.Sources;

/// <summary>Collects the tags that another tool writes, each as a rule of ours where there is one.</summary>
internal sealed partial class TemplatedTags
{
    private readonly List<string> _entries = [];
    private readonly Dictionary<(string Prefix, string Suffix), HashSet<string>> _versions = [];

    /// <summary>The entries of <c>tags:</c> as YAML.</summary>
    public IReadOnlyList<string> Entries =>
    [
        .. _versions.Select(pair =>
        {
            string[] options =
            [
                .. pair.Value.Contains("full") ? [] : (string[])["full: false"],
                .. pair.Value.Contains("minor") ? [] : (string[])["minor: false"],
                .. pair.Value.Contains("major") ? (string[])["zeroMajor: true"] : ["major: false"],
                .. pair.Key.Prefix.Length > 0 ? (string[])[$"prefix: {ConfigurationText.Quote(pair.Key.Prefix)}"] : [],
                .. pair.Key.Suffix.Length > 0 ? (string[])[$"suffix: {ConfigurationText.Quote(pair.Key.Suffix)}"] : [],
            ];
            return $"semver: {{ {string.Join(", ", options)} }}";
        }),
        .. _entries,
    ];

    /// <summary>Adds a tag of GoReleaser.</summary>
    /// <returns>Whether there is such a rule.</returns>
    public bool AddGoReleaser(string tag)
    {
        var match = GoTemplate.Match(tag);
        if (!match.Success)
            return AddFixed(tag);

        var (prefix, suffix) = (match.Groups["prefix"].Value, match.Groups["suffix"].Value);
        switch (Spaces.Replace(match.Groups["template"].Value, ""))
        {
            case "{{.Version}}":
                return AddVersion("full", prefix, suffix);
            case "{{.Tag}}":
                // Its tags begin with v, which no semantic version does.
                return AddVersion("full", $"{prefix}v", suffix);
            case "{{.Major}}.{{.Minor}}":
                return AddVersion("minor", prefix, suffix);
            case "{{.Major}}":
                return AddVersion("major", prefix, suffix);
            case "{{.ShortCommit}}":
                return Add("sha", prefix, suffix);
            case "{{.FullCommit}}" or "{{.Commit}}":
                return Add("sha", prefix, suffix, "length: long");
            case "{{.Branch}}":
                return Add("branch", prefix, suffix);
            default:
                return false;
        }
    }

    /// <summary>Adds a tag of the task Docker of Azure Pipelines.</summary>
    /// <returns>Whether there is such a rule.</returns>
    public bool AddAzure(string tag)
    {
        var match = AzureVariable.Match(tag);
        if (!match.Success)
            return AddFixed(tag);

        var (prefix, suffix) = (match.Groups["prefix"].Value, match.Groups["suffix"].Value);
        return match.Groups["name"].Value.ToUpperInvariant() switch
        {
            "BUILD.SOURCEVERSION" => Add("sha", prefix, suffix, "length: long"),
            "BUILD.SOURCEBRANCHNAME" => Add("branch", prefix, suffix),
            "GITVERSION.SEMVER" or "GITVERSION.FULLSEMVER" or "GITVERSION.MAJORMINORPATCH" => AddVersion("full", prefix, suffix),
            "SYSTEM.PULLREQUEST.PULLREQUESTNUMBER" or "SYSTEM.PULLREQUEST.PULLREQUESTID" => Add("pull-request", prefix.Length > 0 ? prefix : "''", suffix),
            _ => false,
        };
    }

    private bool AddFixed(string tag)
    {
        if (tag == "latest")
            return Add("latest", "", "");
        if (!FixedTag.IsMatch(tag))
            return false;
        _entries.Add($"raw: {{ value: {ConfigurationText.Quote(tag)} }}");
        return true;
    }

    private bool AddVersion(string part, string prefix, string suffix)
    {
        if (!_versions.TryGetValue((prefix, suffix), out var parts))
            _versions.Add((prefix, suffix), parts = []);
        parts.Add(part);
        return true;
    }

    private bool Add(string strategy, string prefix, string suffix, params string[] options)
    {
        string[] all = [.. options, .. prefix.Length > 0 ? (string[])[$"prefix: {prefix}"] : [], .. suffix.Length > 0 ? (string[])[$"suffix: {suffix}"] : []];
        var entry = all.Length == 0 ? strategy : $"{strategy}: {{ {string.Join(", ", all)} }}";
        if (!_entries.Contains(entry))
            _entries.Add(entry);
        return true;
    }

    [GeneratedRegex(@"\A(?<prefix>[A-Za-z0-9_.-]*)(?<template>\{\{[^{}]*\}\}(?:\.\{\{[^{}]*\}\})?)(?<suffix>[A-Za-z0-9_.-]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex GoTemplate { get; }

    [GeneratedRegex(@"\A(?<prefix>[A-Za-z0-9_.-]*)\$\((?<name>[A-Za-z0-9_.]+)\)(?<suffix>[A-Za-z0-9_.-]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex AzureVariable { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex FixedTag { get; }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces { get; }
}
