using System.Text.RegularExpressions;
using Plimsoll.Publishing.Initialization.Drafts;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.Publishing.Initialization.Sources;

/// <summary>Converts the packages of release-please to components, whose git tags have the same names.</summary>
internal static partial class ReleasePleaseFiles
{
    private const string Configuration = "release-please-config.json";
    private const string Manifest = ".release-please-manifest.json";

    /// <summary>Settings of a package, or of all, that say what its tags are.</summary>
    private static readonly string[] Converted = ["packages", "component", "package-name", "include-component-in-tag", "include-v-in-tag", "tag-separator", "exclude-paths", "$schema"];

    public static void Read(RepositoryTree tree, ConfigurationDraft draft)
    {
        var hasConfiguration = tree.Files.Contains(Configuration);
        var manifest = tree.Files.Contains(Manifest) ? YamlTree.Read(tree, Manifest, draft) : null;
        if (!hasConfiguration && manifest is null)
            return;

        var root = hasConfiguration ? YamlTree.Read(tree, Configuration, draft) : null;
        var packages = YamlTree.Members(YamlTree.Child(root, "packages")).ToList();
        foreach (var (path, package, line) in packages.Count > 0 ? packages : YamlTree.Members(manifest))
            ReadPackage(packages.Count > 0 ? Configuration : Manifest, path, package, line, root, packages.Count > 1, draft);

        foreach (var (name, _, line) in YamlTree.Members(root).Concat(packages.SelectMany(package => YamlTree.Members(package.Value))).Where(member => !Converted.Contains(member.Name)))
            draft.Unconverted(Configuration, line, $"{name}: {Reason(name)}");
    }

    private static void ReadPackage(string file, string path, YamlNode package, long line, YamlNode? root, bool isOneOfSeveral, ConfigurationDraft draft)
    {
        string? Find(string name) => YamlTree.Text(package, name) ?? YamlTree.Text(root, name);

        var folder = path == "." ? "" : path.Trim('/');
        var component = YamlTree.Text(package, "component") ?? YamlTree.Text(package, "package-name")?.Split('/')[^1] ?? folder[(folder.LastIndexOf('/') + 1)..];
        var v = Find("include-v-in-tag") == "false" ? "" : "v";
        var isNamed = Find("include-component-in-tag") != "false" && component.Length > 0;
        var prefix = isNamed ? $"{component}{Find("tag-separator") ?? "-"}{v}" : v;
        if (folder.Length == 0 && !isOneOfSeveral)
        {
            if (prefix == "v")
                draft.Converted(file, line, "the git tags of the repository begin with v, which is the default");
            else
                draft.SetVersion("tagPrefix", prefix, file, line, $"package {path}");
            return;
        }

        if (!isNamed && isOneOfSeveral)
        {
            draft.Unconverted(file, line, $"package {path}: its git tags do not contain its name, so that they cannot be told from those of the others");
            return;
        }

        var excluded = YamlTree.Texts(YamlTree.Child(package, "exclude-paths")).Select(below => $"!{RepositoryTree.Join(folder, below.StartsWith(folder, StringComparison.Ordinal) ? below[folder.Length..] : below)}/**");
        draft.Components.Add(new DraftComponent(Invalid.Replace(component.Length > 0 ? component : "root", "-"), prefix, [folder.Length == 0 ? "**" : $"{folder}/**", .. excluded], folder));
        draft.Converted(file, line, $"package {path} is component {component} with git tags such as {prefix}1.2.3");
    }

    private static string Reason(string name) => name switch
    {
        "release-type" or "extra-files" or "version-file" => "'plimsoll version next' creates the git tag and changes no file",
        "changelog-sections" or "changelog-path" or "changelog-type" or "changelog-host" or "skip-changelog" => "no changelog is written",
        "bump-minor-pre-major" => "below 1.0.0 a breaking change always increments the minor version",
        "bump-patch-for-minor-pre-major" => "a feature always increments the minor version",
        "prerelease" or "prerelease-type" => "'plimsoll version next' makes a prerelease where it is asked for one",
        "release-as" => "'Release-As: 1.2.3' in a commit message does the same",
        "plugins" => "components have versions of their own",
        "versioning" => "the version follows from conventional commits",
        _ => "it concerns the pull requests and releases of release-please",
    };

    [GeneratedRegex("[^A-Za-z0-9._-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Invalid { get; }
}
