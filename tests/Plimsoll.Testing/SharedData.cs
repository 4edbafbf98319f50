using System.Text.Json;

namespace Plimsoll.Testing;

/// <summary>Tables of open test cases that lie beside the repository on some machines, and not on others.</summary>
public static class SharedData
{
    /// <summary>The variable that names the folder of the tables, for a checkout that does not lie beside it.</summary>
    public const string Variable = "PLIMSOLL_SHARED_DATA";

    /// <summary>
    /// Opens a table, or gives <c>null</c> where there is none. It is looked for in the folder that
    /// <see cref="Variable"/> names, else in <c>shared/data</c> beside each folder above the test assembly.
    /// </summary>
    /// <exception cref="FileNotFoundException">The variable is set, but the table is not in that folder.</exception>
    public static JsonDocument? Open(string name)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return JsonDocument.Parse(File.ReadAllBytes(Path.Combine(named, name)));

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", name);
            if (File.Exists(path))
                return JsonDocument.Parse(File.ReadAllBytes(path));
        }

        return null;
    }
}
