using System.Text.Json;
using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Sboms;

/// <summary>
/// The packages of a .NET project as NuGet restored them (<c>project.assets.json</c>). It knows them also where the application is one file
/// or native code, and nothing in the image tells of them.
/// </summary>
internal sealed class ProjectAssets
{
    private static readonly string[] PublishedAssets = ["runtime", "native", "resource", "runtimeTargets"];

    /// <summary>By runtime identifier; empty for what holds on any.</summary>
    private readonly Dictionary<string, PackageGraph> _byRuntime = new(StringComparer.Ordinal);
    private readonly Func<Platform, string> _runtimeOf;

    private ProjectAssets(Func<Platform, string> runtimeOf) => _runtimeOf = runtimeOf;

    /// <summary>Reads the file.</summary>
    /// <param name="json">Its content.</param>
    /// <param name="framework">The target framework that is published, such as <c>net10.0</c>; empty for the only one.</param>
    /// <param name="pack">Which of the runtime is published with the application.</param>
    /// <param name="runtimeOf">The runtime identifier of a platform.</param>
    /// <returns><c>null</c> where it is not such a file.</returns>
    public static ProjectAssets? Read(ReadOnlyMemory<byte> json, string framework, RuntimePack pack, Func<Platform, string> runtimeOf)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var assets = new ProjectAssets(runtimeOf);
            var cache = new PackageCache([.. root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)]);
            foreach (var target in root.GetProperty("targets").EnumerateObject())
                if (target.Name.Split('/', 2) is [var name, .. var runtime] && FindFramework(root, name) is { } found && (framework.Length == 0 || framework == found.Name))
                    assets._byRuntime[runtime is [var identifier] ? identifier : ""] = ReadTarget(root, target.Value, found, runtime is [var one] ? one : null, pack, cache);
            return assets._byRuntime.Count > 0 ? assets : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The packages that are published for a platform; what holds on any where that runtime was not restored for.</summary>
    public PackageGraph? Find(Platform? platform)
    {
        var runtime = platform is null ? "" : _runtimeOf(platform);
        var musl = runtime.Replace("linux-", "linux-musl-", StringComparison.Ordinal);
        return _byRuntime.GetValueOrDefault(runtime) ?? _byRuntime.GetValueOrDefault(musl) ?? _byRuntime.GetValueOrDefault("");
    }

    /// <summary>The framework of a target, which older SDKs call by another name there: <c>.NETCoreApp,Version=v6.0</c>.</summary>
    private static JsonProperty? FindFramework(JsonElement root, string target)
    {
        foreach (var framework in root.GetProperty("project").GetProperty("frameworks").EnumerateObject())
            if (framework.Name == target || target.EndsWith($",Version=v{framework.Name.Replace("net", "", StringComparison.Ordinal)}", StringComparison.Ordinal))
                return framework;
        return null;
    }

    private static PackageGraph ReadTarget(JsonElement root, JsonElement target, JsonProperty framework, string? runtime, RuntimePack pack, PackageCache cache)
    {
        var libraries = root.GetProperty("libraries");
        var nodes = new Dictionary<string, Node>(StringComparer.OrdinalIgnoreCase);
        foreach (var library in target.EnumerateObject())
            if (library.Name.Split('/') is [{ Length: > 0 } name, { Length: > 0 } version])
                nodes[name] = new Node(IsPublished(library.Value) ? cache.Describe(name, version, libraries.GetProperty(library.Name)) : null, DependenciesOf(library.Value));

        // What is not published itself, as another project or a package that only refers to others, still leads to what is.
        var edges = nodes.Values.Where(node => node.Package is not null).SelectMany(node => Expand(nodes, node.Dependencies).Select(to => ((string?)node.Package!.Url, to.Url)));
        var direct = Expand(nodes, RootsOf(root, framework.Name)).ToList();
        var packs = pack == RuntimePack.None ? [] : PacksOf(framework.Value, runtime, pack).Select(found => cache.Describe(found.Name, found.Version)).ToList();
        return new PackageGraph(
            [.. nodes.Values.Select(node => node.Package).OfType<ListedPackage>().Concat(packs)],
            [.. direct.Concat(packs).Select(package => ((string?)null, package.Url)), .. edges]);
    }

    private static List<ListedPackage> Expand(Dictionary<string, Node> nodes, IEnumerable<string> names)
    {
        var (found, seen, open) = (new List<ListedPackage>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase), new Queue<string>(names));
        while (open.TryDequeue(out var name))
        {
            if (!seen.Add(name) || !nodes.TryGetValue(name, out var node))
                continue;
            if (node.Package is { } package)
                found.Add(package);
            else
                foreach (var further in node.Dependencies)
                    open.Enqueue(further);
        }

        return found;
    }

    /// <summary>Whether something of a package becomes part of the application; a file called <c>_._</c> says that nothing does.</summary>
    private static bool IsPublished(JsonElement library) =>
        library.GetProperty("type").GetString() == "package"
        && PublishedAssets.Any(kind => library.TryGetProperty(kind, out var files) && files.EnumerateObject().Any(file => !file.Name.EndsWith("/_._", StringComparison.Ordinal)));

    private static List<string> DependenciesOf(JsonElement library) =>
        library.TryGetProperty("dependencies", out var dependencies) ? [.. dependencies.EnumerateObject().Select(dependency => dependency.Name)] : [];

    private static List<string> RootsOf(JsonElement root, string framework) =>
        root.TryGetProperty("projectFileDependencyGroups", out var groups) && groups.TryGetProperty(framework, out var roots)
            ? [.. roots.EnumerateArray().Select(dependency => dependency.GetString()!.Split(' ')[0])]
            : [];

    /// <summary>The packs of the runtime that NuGet fetched beside the packages: the frameworks' own, or that of native code.</summary>
    private static IEnumerable<(string Name, string Version)> PacksOf(JsonElement framework, string? runtime, RuntimePack pack)
    {
        if (runtime is null || !framework.TryGetProperty("downloadDependencies", out var downloads))
            yield break;

        string[] wanted = pack == RuntimePack.Native
            ? [$"Microsoft.NETCore.App.Runtime.NativeAOT.{runtime}"]
            : [.. framework.TryGetProperty("frameworkReferences", out var references) ? references.EnumerateObject().Select(reference => $"{reference.Name}.Runtime.{runtime}") : []];
        foreach (var download in downloads.EnumerateArray())
            if (download.GetProperty("name").GetString() is { } name && wanted.Contains(name, StringComparer.OrdinalIgnoreCase) && download.GetProperty("version").GetString() is { } range)
                yield return (name, range.Trim('[', ']', '(', ')').Split(',')[0].Trim());
    }

    /// <param name="Package">The package where it is published, else <c>null</c>.</param>
    /// <param name="Dependencies">The names of what it needs.</param>
    private sealed record Node(ListedPackage? Package, IReadOnlyList<string> Dependencies);
}
