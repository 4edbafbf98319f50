using Plimsoll.Oci;
using Plimsoll.Policy.Pinning;

namespace Plimsoll.Publishing.Migration;

/// <summary>Finds the build of a repository and plans its migration.</summary>
internal sealed class BuildMigrator
{
    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "node_modules", "artifacts" };

    private readonly string _root;
    private readonly string _version;
    private readonly List<MigratedFile> _files = [];
    private readonly List<RemainingWork> _remaining = [];
    private readonly List<RemainingWork> _remainingAfter = [];
    private bool _needsComponents;

    private BuildMigrator(string root, string version) => (_root, _version) = (root, version);

    /// <summary>Plans the migration of the builds in a folder; of one that was moved, what remains.</summary>
    /// <param name="directory">The folder, absolute: a repository, or the folder of a build.</param>
    /// <param name="version">The version of the packages that are referenced afterwards.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns><c>null</c> where there is no build.</returns>
    /// <exception cref="PlimsollException">There are several builds (exit code 2).</exception>
    public static async Task<BuildMigration?> PlanAsync(string directory, string version, CancellationToken cancellationToken)
    {
        var projects = new List<(string Path, string Text)>();
        foreach (var path in FilesIn(directory, ".csproj"))
            if (MigratedFile.TextOf(await File.ReadAllBytesAsync(path, cancellationToken)) is { } text && (ProjectMigration.IsNuke(text) || ProjectMigration.IsPlimsoll(text)))
                projects.Add((path, text));
        if (projects.Any(project => ProjectMigration.IsNuke(project.Text)))
            projects.RemoveAll(project => !ProjectMigration.IsNuke(project.Text));
        if (projects.Count == 0)
            return null;

        var root = RootOf(directory, Path.GetDirectoryName(projects[0].Path)!);
        var migrator = new BuildMigrator(root, version);
        var programs = projects.Where(project => ProjectMigration.Property(project.Text, "OutputType")?.StartsWith("Exe", StringComparison.OrdinalIgnoreCase) == true).ToList();
        if (programs.Count > 1)
            throw PlimsollException.Usage(
                $"There are several builds: {string.Join(", ", programs.Select(project => migrator.Report(project.Path)))}.",
                "Name the folder of one of them.");

        var sources = new List<ProjectSources>();
        foreach (var (path, _) in projects)
            sources.Add(await migrator.ReadSourcesAsync(Path.GetDirectoryName(path)!, cancellationToken));
        migrator._needsComponents = sources.Exists(one => one.NeedComponents);
        foreach (var ((path, text), ofProject) in projects.Zip(sources))
            await migrator.MoveProjectAsync(path, text, ofProject, cancellationToken);
        if (programs is [var program] && ProjectMigration.IsNuke(program.Text))
            await migrator.MoveScriptsAsync(program.Path, program.Text, cancellationToken);
        return new BuildMigration(root, [.. projects.Select(project => migrator.Report(project.Path))], migrator._files, Sorted(migrator._remaining), Sorted(migrator._remainingAfter));
    }

    /// <summary>The nearest folder around the project that has <c>.nuke</c> or is a repository's, else the folder itself.</summary>
    private static string RootOf(string directory, string project)
    {
        for (var folder = project; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Path.Exists(Path.Combine(folder, ".nuke")) || Path.Exists(Path.Combine(folder, ".git")))
                return folder;
        return directory;
    }

    private static List<RemainingWork> Sorted(IEnumerable<RemainingWork> remaining) => [.. remaining.OrderBy(work => work.File, StringComparer.Ordinal).ThenBy(work => work.Line)];

    /// <summary>The files with an extension, without those that a compiler or a package manager put there.</summary>
    private static IEnumerable<string> FilesIn(string directory, string extension)
    {
        var options = new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        var files = Directory.EnumerateFiles(directory, "*" + extension, options).Order(StringComparer.Ordinal);
        var folders = Directory.EnumerateDirectories(directory, "*", options).Where(folder => Path.GetFileName(folder) is var name && !Skipped.Contains(name) && !name.StartsWith('.')).Order(StringComparer.Ordinal);
        return files.Concat(folders.SelectMany(folder => FilesIn(folder, extension)));
    }

    private string Report(string path) => Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/');

    private void Add(string file, string name, string advice) => Add(file, "", [], [new RemainingWork(file, 1, name, advice)]);

    /// <summary>Adds what remains of a file, and where it stands when the file was changed.</summary>
    private void Add(string file, string text, IReadOnlyList<TextEdit> edits, IEnumerable<RemainingWork> remaining)
    {
        var removed = edits.Select(edit => (Line: text.AsSpan(0, edit.Start).Count('\n') + 1, Count: text.AsSpan(edit.Start, edit.End - edit.Start).Count('\n'))).ToList();
        foreach (var work in remaining)
        {
            _remaining.Add(work);
            _remainingAfter.Add(work with { File = file, Line = work.Line - removed.Where(edit => edit.Line < work.Line).Sum(edit => edit.Count) });
        }
    }

    private async Task MoveProjectAsync(string path, string text, ProjectSources sources, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        await MoveProjectFileAsync(path, BroughtPackages.Find([.. sources.Files.Select(source => source.Source)]), cancellationToken);
        if (ProjectMigration.HasCentralVersions(text) && FindAbove(folder, "Directory.Packages.props") is { } versions && _files.All(file => file.Path != Report(versions)))
            await MoveProjectFileAsync(versions, [], cancellationToken);
        if (ProjectMigration.IsNuke(text) && File.Exists(Path.Combine(folder, "packages.lock.json")))
            Add(Report(Path.Combine(folder, "packages.lock.json")), "packages.lock.json", "Write it anew: dotnet restore --force-evaluate.");
        MoveSources(sources, ProjectMigration.HasSerilog(text));
    }

    private async Task MoveProjectFileAsync(string path, IReadOnlyList<(string Package, string Version)> brought, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        if (MigratedFile.TextOf(bytes) is not { } text)
        {
            Add(Report(path), Path.GetFileName(path), "Save it as UTF-8, and run this again.");
            return;
        }

        var (edits, remaining) = ProjectMigration.Plan(Report(path), text, _version, brought, _needsComponents);
        Add(Report(path), text, edits, remaining);
        if (MigratedFile.Edit(Report(path), path, bytes, edits) is { } file)
            _files.Add(file);
    }

    private async Task<ProjectSources> ReadSourcesAsync(string folder, CancellationToken cancellationToken)
    {
        var sources = new ProjectSources();
        foreach (var path in FilesIn(folder, ".cs"))
        {
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
            if (MigratedFile.TextOf(bytes) is { } text)
                sources.Add(path, bytes, new CSharpSource(text));
            else
                Add(Report(path), Path.GetFileName(path), "Save it as UTF-8, and run this again.");
        }

        return sources;
    }

    private void MoveSources(ProjectSources sources, bool hasSerilog)
    {
        foreach (var (path, bytes, source) in sources.Files)
        {
            var (edits, remaining) = SourceMigration.Plan(Report(path), source, sources.Types, sources.Members, hasSerilog);
            Add(Report(path), source.Text, edits, remaining);
            if (MigratedFile.Edit(Report(path), path, bytes, edits) is { } file)
                _files.Add(file);
        }
    }

    private async Task MoveScriptsAsync(string path, string text, CancellationToken cancellationToken)
    {
        var project = Report(path);

        // A name with properties, such as $(MSBuildProjectName), is nearly always the project's own.
        var program = ProjectMigration.Property(text, "AssemblyName") is { } named && !named.Contains('$') ? named : Path.GetFileNameWithoutExtension(path);
        foreach (var name in BootstrapScripts.Names)
        {
            var full = Path.Combine(_root, name);
            var before = File.Exists(full) ? await File.ReadAllBytesAsync(full, cancellationToken) : null;
            if (before is not null && !(MigratedFile.TextOf(before) is { } script && BootstrapScripts.IsNuke(script)))
                Add(name, name, "It is not NUKE's and stays: it has to compile and start the build.");
            else if (!BootstrapScripts.CanName(project))
                Add(name, name, $"It stays: no script can be written for '{project}'. Move the project to a folder such as build.");
            else
                _files.Add(new MigratedFile(name, full, before, BootstrapScripts.Create(name, project, program)) { IsExecutable = name == "build.sh" });
        }

        // A build finds its root by this folder. Old versions of NUKE had a file of that name.
        var nuke = Path.Combine(_root, ".nuke");
        if (File.Exists(nuke))
            Add(".nuke", ".nuke", "Replace it by a folder of that name: a build finds its root by it.");
        else if (!Directory.Exists(nuke))
            _files.Add(new MigratedFile(".nuke/parameters.json", Path.Combine(nuke, "parameters.json"), before: null, "{\n  \"$schema\": \"./build.schema.json\"\n}\n"u8.ToArray()));
        if (File.Exists(Path.Combine(_root, "build.ps1")))
            Add("build.ps1", "build.ps1", "It stays: call build.cmd where it is called, and delete it.");
        if (!File.Exists(Path.Combine(_root, "global.json")))
            Add("global.json", "global.json", "There is none: without it build.sh cannot fetch an SDK where none is installed.");
        var tools = Path.Combine(_root, ".config", "dotnet-tools.json");
        if (File.Exists(tools) && await File.ReadAllTextAsync(tools, cancellationToken) is var manifest && (manifest.Contains("nuke.globaltool", StringComparison.OrdinalIgnoreCase) || manifest.Contains("\"fallout", StringComparison.OrdinalIgnoreCase)))
            Add(Report(tools), "dotnet-tools.json", "Remove the tool of NUKE or Fallout: build.sh does without.");
    }

    private string? FindAbove(string folder, string name)
    {
        for (var current = folder; current is not null; current = current == _root ? null : Path.GetDirectoryName(current))
            if (Path.Combine(current, name) is var path && File.Exists(path))
                return path;
        return null;
    }
}
