using System.Xml;
using Microsoft.VisualStudio.SolutionPersistence.Model;
using Microsoft.VisualStudio.SolutionPersistence.Serializer;

namespace Plimsoll.Build;

/// <summary>What a solution's file lists.</summary>
internal sealed class SolutionContent
{
    private SolutionContent(IReadOnlyList<Project> projects, IReadOnlyList<SolutionFolder> folders)
    {
        Projects = projects;
        Folders = folders;
    }

    public IReadOnlyList<Project> Projects { get; }

    public IReadOnlyList<SolutionFolder> Folders { get; }

    /// <summary>Reads the file, and that of the whole solution where it is a filter.</summary>
    /// <exception cref="BuildException">It does not exist or is not valid (exit code 2).</exception>
    public static SolutionContent Read(Solution solution)
    {
        var filter = solution.Path.Extension.Equals(".slnf", StringComparison.OrdinalIgnoreCase) ? SolutionFilter.Read(solution.Path) : null;
        var path = filter?.Solution ?? solution.Path;
        var model = ReadModel(path);
        var folders = new Dictionary<SolutionFolderModel, SolutionFolder>();
        foreach (var folder in model.SolutionFolders)
            AddFolder(folder);
        var projects = model.SolutionProjects
            .Select(p => new Project(solution, p.Id, p.ActualDisplayName, InSolution(p.FilePath), p.Parent is null ? null : AddFolder(p.Parent)))
            .ToList();
        if (filter is null)
            return new SolutionContent(projects, [.. folders.Values]);
        if (filter.Projects.FirstOrDefault(f => projects.All(p => p.Path != f)) is { } unknown)
            throw BuildException.Usage($"{solution.Path} selects project {unknown}, which {path} does not have.");
        return new SolutionContent([.. projects.Where(p => filter.Projects.Contains(p.Path))], [.. folders.Values]);

        AbsolutePath InSolution(string file) => file.Contains('\0')
            ? throw BuildException.Usage($"Solution {path} is not valid: no file can be named '{file}'.")
            : AbsolutePath.Create(file.Replace('\\', '/'), path.Parent!);

        SolutionFolder AddFolder(SolutionFolderModel folder)
        {
            if (!folders.TryGetValue(folder, out var known))
            {
                var parent = folder.Parent is null ? null : AddFolder(folder.Parent);
                folders.Add(folder, known = new SolutionFolder(solution, folder.ActualDisplayName, parent, [.. (folder.Files ?? []).Select(InSolution)]));
            }

            return known;
        }
    }

    /// <summary>The library resolves entities of a document type, of which a few lines can make gigabytes.</summary>
    /// <exception cref="XmlException">The document has a type, or is not XML.</exception>
    private static void RefuseEntities(AbsolutePath path)
    {
        using var file = File.OpenRead(path);
        using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        reader.MoveToContent();
    }

    private static SolutionModel ReadModel(AbsolutePath path)
    {
        if (!path.FileExists())
            throw BuildException.Usage($"Solution {path} does not exist.");
        var serializer = SolutionSerializers.GetSerializerByMoniker(path)
            ?? throw BuildException.Usage($"{path} is not a solution.", "Its name must end in .sln, .slnx or .slnf.");
        try
        {
            if (path.Extension.Equals(".slnx", StringComparison.OrdinalIgnoreCase))
                RefuseEntities(path);
            return serializer.OpenAsync(path, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is SolutionException or XmlException)
        {
            var line = (exception as SolutionException)?.Line ?? (exception as XmlException)?.LineNumber;
            throw BuildException.Usage($"Solution {path}{(line is { } number ? $", line {number}" : "")} is not valid: {exception.Message.Split(" (Parameter '")[0]}", null, exception);
        }
    }
}
