namespace Plimsoll.Policy.Tests.Fixtures;

/// <summary>
/// Files as people write them, with the images that they name: a text of sections, <c>-- path --</c> on a line of its own
/// before each file. Files below <c>real/</c> name exactly the images of the section <c>images</c>; those below
/// <c>none/</c> look alike and name none. Where there is a section <c>actions</c>, so it is with the actions that can move.
/// </summary>
internal sealed class Fixture
{
    private readonly Dictionary<string, string> _sections = new(StringComparer.Ordinal);

    private Fixture(string text)
    {
        string? section = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("-- ", StringComparison.Ordinal) && line.EndsWith(" --", StringComparison.Ordinal))
                _sections.Add(section = line[3..^3], "");
            else if (section is not null)
                _sections[section] += line + "\n";
        }

        // The last line break ends the file, and is not a line of it.
        if (section is not null)
            _sections[section] = _sections[section][..^1];
    }

    /// <summary>The names of all fixtures, without their extension.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.txtar").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Fixtures");

    /// <summary>The images as <c>path:line:column-endcolumn image</c>, in the order of path and place.</summary>
    public string[] Images => _sections["images"].Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The actions that can move, likewise; <c>null</c> where the fixture is not about actions.</summary>
    public string[]? Actions => _sections.GetValueOrDefault("actions")?.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Fixture Read(string name) => new(File.ReadAllText(Path.Combine(Folder, name + ".txtar")));

    /// <summary>The files below <c>real</c> or <c>none</c>: their paths below it, and their texts.</summary>
    public IEnumerable<(string Path, string Text)> Files(string folder) =>
        _sections.Where(section => section.Key.StartsWith(folder + "/", StringComparison.Ordinal)).Select(section => (section.Key[(folder.Length + 1)..], section.Value));

    /// <summary>Writes the files below <c>real</c> or <c>none</c> into a folder.</summary>
    public Deployment Deploy(string folder) => Files(folder).Aggregate(new Deployment(), (deployment, file) => deployment.With(file.Path, file.Text));
}
