using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Configuration.Keys;

namespace Plimsoll.Publishing.Configuration;

/// <summary>A section <c>build:</c>, of the whole file or of one of its images: one of <c>dockerfile</c>, <c>project</c> and <c>files</c>, and what goes with it. Paths start at the file's folder.</summary>
internal static class BuildSection
{
    private static readonly string[] Kinds = [.. BuildKeys.Build.Variants.Select(keys => keys[0].Name)];

    public static BuildRecipe? Read(string file, YamlSection? section)
    {
        if (section is null)
            return null;

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var named = Kinds.Where(section.Names.Contains).ToList();
        if (named.Count != 1)
        {
            section.Report(named.Count == 0 ? Missing(section) : section.Error($"'{section.Path}' has {string.Join(" and ", named)}, but only one of them is allowed"));
            return null;
        }

        section = section.As(named[0]);
        section.RefuseOthers();
        return section.Read(build => named[0] switch
        {
            "dockerfile" => Dockerfile(build, folder),
            "project" => Project(build, folder),
            _ => Files(build, folder),
        }, null);
    }

    /// <summary>There is no word of what to build, or it is mistyped.</summary>
    private static ConfigurationMistake Missing(YamlSection section) =>
        section.Names.Select(name => (Name: name, Meant: Spelling.Nearest(name, Kinds))).FirstOrDefault(pair => pair.Meant is not null) is { Name: { } mistyped, Meant: { } meant }
            ? section.UnknownKey(mistyped, $"Did you mean '{meant}'?")
            : section.Error($"'{section.Path}' does not specify what to build: it needs one of {string.Join(", ", Kinds)}");

    private static BuildRecipe Dockerfile(YamlSection section, string folder)
    {
        var recipe = BuildRecipe.ForDockerfile(Path.Combine(folder, section.RequiredText("dockerfile")), Path.Combine(folder, section.Text("context") ?? ".")) with
        {
            Target = section.Text("target"),
            Arguments = Arguments(section),
            Secrets = section.Texts("secrets"),
            Platforms = Platforms(section),
            Provenance = section.Choice("provenance") switch
            {
                "max" => BuildProvenance.Max,
                "min" => BuildProvenance.Min,
                "false" => BuildProvenance.None,
                _ => null,
            },
            Sbom = section.Flag("sbom"),
            Cache = Cache(section),
            Via = section.Choice("via") switch
            {
                "engine" => BuildVia.Engine,
                "buildkit" => BuildVia.BuildKit,
                _ => BuildVia.Auto,
            },
        };
        return recipe;
    }

    private static BuildRecipe Project(YamlSection section, string folder) => BuildRecipe.ForProject(Path.Combine(folder, section.RequiredText("project"))) with
    {
        Arguments = Arguments(section),
        Platforms = Platforms(section),
        Base = section.Text("base"),
        BaseDirectory = folder,
    };

    private static BuildRecipe Files(YamlSection section, string folder) => BuildRecipe.ForFiles(Path.Combine(folder, section.RequiredText("files"))) with
    {
        Base = section.Text("base"),
        BaseDirectory = folder,
        Entrypoint = section.Texts("entrypoint"),
        Settings = SettingsSection.Read(section),
        Platforms = Platforms(section),
    };

    private static BuildCache? Cache(YamlSection section)
    {
        switch (section.Item("cache"))
        {
            case null:
                return null;
            case { Scalar: "registry" }:
                return BuildCache.InRegistry;
            case { Scalar: { Length: > 0 } other } item:
                throw item.Error($"'{item.Path}' must be registry, or a mapping of from and to, not '{other}'", "Write for example cache: { from: [type=gha], to: [\"type=gha,mode=max\"] }.");
            case var item:
                var members = item.Section;
                var cache = new BuildCache { From = members.Texts("from"), To = members.Texts("to") };
                members.RefuseOthers();
                return cache;
        }
    }

    private static Dictionary<string, string> Arguments(YamlSection section)
    {
        var arguments = section.Section("args");
        var values = arguments?.Names.ToDictionary(name => name, name => arguments.TextOrEmpty(name) ?? "", StringComparer.Ordinal) ?? [];
        arguments?.RefuseOthers();
        return values;
    }

    /// <summary>The platforms (<c>platform</c>) of a build or an image, one or a list.</summary>
    public static IReadOnlyList<Platform> Platforms(YamlSection section)
    {
        var platforms = new List<Platform>();
        foreach (var text in section.Texts("platform"))
            if (Platform.TryParse(text, out var platform))
                platforms.Add(platform);
            else
                section.Report(section.Error("platform", $"'{text}' is not a platform such as linux/amd64"));
        return platforms;
    }
}
