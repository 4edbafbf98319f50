namespace Plimsoll.Build.Execution;

/// <summary>Finds the project that a build is compiled from.</summary>
internal static class BuildProject
{
    /// <summary>
    /// Finds it: above the compiled build, or, where that is in a folder of artifacts, in the root directory or a folder in it by the
    /// name of the assembly.
    /// </summary>
    /// <exception cref="BuildException">There is none (exit code 2).</exception>
    public static AbsolutePath Find(AbsolutePath assembly, AbsolutePath root) => TryFind(assembly, root) ?? throw BuildException.Usage(
        $"The project of the build was not found: there is no {NameOf(assembly)} above {assembly.Parent}, in {root} or in a folder there.");

    /// <summary>Finds it as <see cref="Find"/>, or returns <c>null</c>.</summary>
    public static AbsolutePath? TryFind(AbsolutePath assembly, AbsolutePath root)
    {
        var name = NameOf(assembly);
        for (var directory = assembly.Parent; directory is not null && directory != root; directory = directory.Parent)
            if (FindIn(directory, name) is { } found)
                return found;
        AbsolutePath[] places = [root, .. root.GetDirectories()];
        return places.Select(place => place / name).FirstOrDefault(file => file.FileExists());
    }

    private static string NameOf(AbsolutePath assembly) => $"{assembly.NameWithoutExtension}.csproj";

    private static AbsolutePath? FindIn(AbsolutePath directory, string name)
    {
        var projects = directory.GetFiles("*.csproj");
        return projects.FirstOrDefault(p => p.Name == name) ?? (projects is [var only] ? only : null);
    }
}
