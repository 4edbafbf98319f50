using System.Xml;
using System.Xml.Linq;

namespace Plimsoll.Build.Generators.Solutions;

/// <summary>Reads <c>.slnx</c> files.</summary>
internal static class SlnxReader
{
    /// <exception cref="UnreadableSolutionException">It is not a solution.</exception>
    public static SolutionTree Read(SolutionFile file)
    {
        XElement root;
        try
        {
            root = XDocument.Parse(file.Text, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException exception)
        {
            throw UnreadableSolutionException.NotValid(file.Path, exception.LineNumber, exception.Message);
        }

        if (root.Name.LocalName != "Solution")
            throw UnreadableSolutionException.NotValid(file.Path, ((IXmlLineInfo)root).LineNumber, "its element is not <Solution>");
        var solution = new SolutionTree("");
        foreach (var element in root.Elements())
        {
            if (element.Name.LocalName == "Project")
                solution.Add(ReadProject(file, element));
            else if (element.Name.LocalName == "Folder")
                ReadFolder(file, element, solution);
        }

        return solution;
    }

    /// <summary>A folder's name is its whole path: <c>/src/tests/</c>.</summary>
    private static void ReadFolder(SolutionFile file, XElement element, SolutionTree solution)
    {
        var folder = Required(file, element, "Name").Split(['/'], StringSplitOptions.RemoveEmptyEntries).Aggregate(solution, (parent, name) => parent.Folder(name));
        foreach (var project in element.Elements().Where(child => child.Name.LocalName == "Project"))
            folder.Add(ReadProject(file, project));
    }

    private static SolutionProject ReadProject(SolutionFile file, XElement element)
    {
        var path = FilePath.Normalize(Required(file, element, "Path"));
        return new SolutionProject(element.Attribute("DisplayName")?.Value is { Length: > 0 } name ? name : FilePath.NameWithoutExtension(path), path);
    }

    private static string Required(SolutionFile file, XElement element, string name) =>
        element.Attribute(name)?.Value is { Length: > 0 } value ? value
        : throw UnreadableSolutionException.NotValid(file.Path, ((IXmlLineInfo)element).LineNumber, $"<{element.Name.LocalName}> has no {name}");
}
