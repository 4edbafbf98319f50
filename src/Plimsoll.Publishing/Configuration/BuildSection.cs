using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Builds;

namespace Plimsoll.Publishing.Configuration;

/// <summary>A section <c>build:</c>, of the whole file or of one of its images: one of <c>dockerfile</c>, <c>project</c> and <c>files</c>, and what goes with it. Paths start at the file's folder.</summary>
internal static class BuildSection
{
    private static readonly string[] Kinds = ["dockerfile", "project", "files"];

    public static BuildRecipe? Read(string file, YamlSection? section)
    {
        if (section is null)
            return null;

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var named = Kinds.Where(section.Names.Contains).ToList();
        if (named.Count != 1)
            throw section.Error(named.Count == 0 ? $"'{section.Path}' does not specify what to build: it needs one of {string.Join(", ", Kinds)}" : $"'{section.Path}' has {string.Join(" and ", named)}, but only one of them is allowed");

        var recipe = named[0] switch
        {
            "dockerfile" => Dockerfile(section, folder),
            "project" => Project(section, folder),
            _ => Files(section, folder),
        };
        section.RefuseOthers();
        return recipe;
    }

    private static BuildRecipe Dockerfile(YamlSection section, string folder)
    {
        var recipe = BuildRecipe.ForDockerfile(Path.Combine(folder, section.RequiredText("dockerfile")), Path.Combine(folder, section.Text("context") ?? ".")) with
        {
            Target = section.Text("target"),
            Arguments = Arguments(section),
            Secrets = section.Texts("secrets"),
            Platforms = Platforms(section),
            Via = section.Choice("via", "auto", "engine", "buildkit") switch
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
    };

    private static BuildRecipe Files(YamlSection section, string folder) => BuildRecipe.ForFiles(Path.Combine(folder, section.RequiredText("files"))) with
    {
        Base = section.Text("base"),
        Entrypoint = section.Texts("entrypoint"),
        Platforms = Platforms(section),
    };

    private static Dictionary<string, string> Arguments(YamlSection section)
    {
        var arguments = section.Section("args");
        var values = arguments?.Names.ToDictionary(name => name, name => arguments.TextOrEmpty(name) ?? "", StringComparer.Ordinal) ?? [];
        arguments?.RefuseOthers();
        return values;
    }

    private static List<Platform> Platforms(YamlSection section) =>
        [.. section.Texts("platform").Select(text => Platform.TryParse(text, out var platform) ? platform : throw section.Error("platform", $"'{text}' is not a platform such as linux/amd64"))];
}
