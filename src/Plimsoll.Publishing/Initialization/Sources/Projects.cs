using System.Xml;
using System.Xml.Linq;
using Plimsoll.Publishing.Initialization.Drafts;

namespace Plimsoll.Publishing.Initialization.Sources;

/// <summary>
/// Reads project files of .NET and the properties that they share: services become images where no Dockerfile builds them, and
/// the properties of MinVer become <c>version:</c>.
/// </summary>
internal static class Projects
{
    private static readonly string[] ServiceSdks = ["Microsoft.NET.Sdk.Web", "Microsoft.NET.Sdk.Worker"];

    public static void Find(RepositoryTree tree, ConfigurationDraft draft)
    {
        var programs = new List<(string File, XElement Root)>();
        (string File, long? Line)? minVer = null;
        foreach (var file in tree.Files.Where(file => Path.GetExtension(file) is ".csproj" or ".fsproj" or ".vbproj" or ".props" or ".targets"))
        {
            if (ReadXml(tree, file, draft) is not { } root)
                continue;
            MinVerProperties.Read(file, root, draft);
            if (root.Descendants().FirstOrDefault(element => element.Name.LocalName is "PackageReference" or "GlobalPackageReference" && (string?)element.Attribute("Include") == "MinVer") is { } reference)
                minVer ??= (file, Line(reference));
            if (Path.GetExtension(file) is not (".props" or ".targets") && RepositoryTree.IsOfProduct(file) && !IsTest(root))
                programs.Add((file, root));
        }

        if (minVer is { } found && !draft.Version.ContainsKey("tagPrefix"))
            draft.SetVersion("tagPrefix", "", found.File, found.Line, "MinVer without MinVerTagPrefix");

        // A program of the command line is an image only if it says so, or there is nothing else.
        var services = programs.Where(program => IsService(program.Root)).ToList();
        if (services.Count == 0 && draft.Images.Count == 0)
            services = programs.Where(program => Property(program.Root, "OutputType") is "Exe").ToList() is [var only] ? [only] : [];
        foreach (var (file, root) in services.Where(program => !draft.Images.Exists(image => image.Kind == "dockerfile" && Builds(image, program.File))))
            AddImage(file, root, draft);
    }

    private static void AddImage(string file, XElement root, ConfigurationDraft draft)
    {
        var repository = Literal(file, root, "ContainerRepository", draft);
        var registry = Literal(file, root, "ContainerRegistry", draft);
        draft.Images.Add(new DraftImage
        {
            Name = Path.GetFileNameWithoutExtension(file).ToLowerInvariant(),
            Kind = "project",
            Path = file,
            Image = repository is null ? null : registry is null ? repository : $"{registry}/{repository}",
            Base = Literal(file, root, "ContainerBaseImage", draft),
            Platforms = [.. (Literal(file, root, "ContainerRuntimeIdentifiers", draft) ?? Literal(file, root, "ContainerRuntimeIdentifier", draft) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(PlatformOf).OfType<string>()],
        });
        draft.Converted(file, null, ".NET project");
        foreach (var name in new[] { "ContainerImageTag", "ContainerImageTags" })
            if (Element(root, name) is { } tags)
                draft.Unconverted(file, Line(tags), $"{name} {tags.Value.Trim()}: tags are derived from git");
    }

    /// <summary>A Dockerfile in the folder of a project builds it.</summary>
    private static bool Builds(DraftImage image, string project) => image.Folder == RepositoryTree.FolderOf(project) || image.Folder.Length == 0;

    private static bool IsService(XElement root) =>
        ServiceSdks.Contains((string?)root.Attribute("Sdk")) || Property(root, "EnableSdkContainerSupport") == "true" || Property(root, "ContainerRepository") is not null;

    private static bool IsTest(XElement root) =>
        Property(root, "IsTestProject") == "true" || root.Descendants().Any(element => element.Name.LocalName == "PackageReference" && (string?)element.Attribute("Include") is "Microsoft.NET.Test.Sdk" or "xunit" or "NUnit" or "MSTest");

    private static string? Literal(string file, XElement root, string name, ConfigurationDraft draft)
    {
        if (Element(root, name) is not { } element)
            return null;
        if (!element.Value.Contains("$(", StringComparison.Ordinal) && element.Attribute("Condition") is null)
            return element.Value.Trim();
        draft.Unconverted(file, Line(element), $"{name} {element.Value.Trim()}: it depends on other properties");
        return null;
    }

    private static string? PlatformOf(string runtime) => runtime switch
    {
        "linux-x64" or "linux-musl-x64" => "linux/amd64",
        "linux-arm64" or "linux-musl-arm64" => "linux/arm64",
        "linux-arm" or "linux-musl-arm" => "linux/arm/v7",
        "win-x64" => "windows/amd64",
        _ => null,
    };

    private static XElement? Element(XElement root, string name) => root.Descendants().FirstOrDefault(element => element.Name.LocalName == name);

    private static string? Property(XElement root, string name) => Element(root, name)?.Value.Trim();

    internal static long? Line(XObject element) => ((IXmlLineInfo)element).HasLineInfo() ? ((IXmlLineInfo)element).LineNumber : null;

    private static XElement? ReadXml(RepositoryTree tree, string file, ConfigurationDraft draft)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(tree.ReadText(file) ?? "<Project/>"), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root;
        }
        catch (XmlException exception)
        {
            draft.Unconverted(file, exception.LineNumber, $"the file could not be read: {exception.Message}");
            return null;
        }
    }
}
