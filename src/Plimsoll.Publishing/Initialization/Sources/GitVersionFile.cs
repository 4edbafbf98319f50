using System.Text.RegularExpressions;
using Plimsoll.Publishing.Initialization.Drafts;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.Publishing.Initialization.Sources;

/// <summary>Converts the settings of GitVersion.</summary>
internal static partial class GitVersionFile
{
    private static readonly string[] Names = ["GitVersion.yml", "GitVersion.yaml", ".config/GitVersion.yml", ".config/GitVersion.yaml", ".GitVersion.yml"];

    public static void Read(RepositoryTree tree, ConfigurationDraft draft)
    {
        foreach (var file in tree.Files.Where(file => Names.Contains(file, StringComparer.OrdinalIgnoreCase)))
            foreach (var (name, value, line) in YamlTree.Members(YamlTree.Read(tree, file, draft)))
                ReadMember(file, name, value, line, draft);
    }

    private static void ReadMember(string file, string name, YamlNode node, long line, ConfigurationDraft draft)
    {
        var text = (node as YamlScalarNode)?.Value ?? "";
        switch (name)
        {
            case "tag-prefix" when text is "[vV]" or "[vV]?" or "v?" or "[v|V]":
                draft.Converted(file, line, $"tag-prefix {text} is the default: an optional v");
                break;
            case "tag-prefix" when Literal.IsMatch(text):
                draft.SetVersion("tagPrefix", text, file, line, "tag-prefix");
                break;
            case "tag-prefix":
                draft.Unconverted(file, line, $"tag-prefix {text}: a prefix is a fixed text");
                break;
            case "next-version" when NextVersion.Match(text) is { Success: true } next:
                draft.SetVersion("minimumMajorMinor", $"{next.Groups["major"].Value}.{(next.Groups["minor"] is { Success: true } minor ? minor.Value : "0")}", file, line, "next-version");
                if (next.Groups["patch"] is { Success: true, Value: not "0" } patch)
                    draft.Unconverted(file, line, $"next-version {text}: the patch number {patch.Value} cannot be set; create the git tag {text}");
                break;
            case "increment" when text.ToLowerInvariant() is "major" or "minor" or "patch":
                draft.SetVersion("autoIncrement", text.ToLowerInvariant(), file, line, "increment");
                break;
            case "increment" when text.Equals("Inherit", StringComparison.OrdinalIgnoreCase) || text.Equals("None", StringComparison.OrdinalIgnoreCase):
                draft.Unconverted(file, line, $"increment {text}: the part to increment is major, minor or patch");
                break;
            case "label" or "tag" or "continuous-delivery-fallback-tag" when PreRelease.IsMatch(text):
                draft.SetVersion("defaultPreReleaseIdentifiers", $"{text}.0", file, line, name);
                break;
            default:
                draft.Unconverted(file, line, $"{name}{(text.Length > 0 ? $" {text}" : "")}: {Reason(name)}");
                break;
        }
    }

    private static string Reason(string name) => name switch
    {
        "mode" or "workflow" => "between releases a version is the last one with the number of commits since; 'plimsoll version next' proposes the next one from the commits",
        "branches" => "versions do not depend on the branch; the strategy 'branch' and 'when' of tags do",
        "ignore" => "commits cannot be left out; ignoreTags leaves out git tags",
        "major-version-bump-message" or "minor-version-bump-message" or "patch-version-bump-message" or "no-bump-message" or "commit-message-incrementing" => "'plimsoll version next' reads conventional commits",
        "assembly-versioning-scheme" or "assembly-file-versioning-scheme" or "assembly-informational-format" or "assembly-versioning-format" or "assembly-file-versioning-format" or "update-build-number" => "the JSON of 'plimsoll version' has the versions of assemblies",
        _ => "there is no such setting",
    };

    [GeneratedRegex(@"\A[A-Za-z0-9_/-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Literal { get; }

    [GeneratedRegex(@"\A(?<major>[0-9]+)(?:\.(?<minor>[0-9]+))?(?:\.(?<patch>[0-9]+))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NextVersion { get; }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PreRelease { get; }
}
