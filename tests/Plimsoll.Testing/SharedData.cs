using System.Text.Json;

namespace Plimsoll.Testing;

/// <summary>Tables of open test cases that lie beside the repository on some machines, and not on others.</summary>
public static class SharedData
{
    /// <summary>Opens a table, or gives <c>null</c> where there is none.</summary>
    public static JsonDocument? Open(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", name);
            if (File.Exists(path))
                return JsonDocument.Parse(File.ReadAllBytes(path));
        }

        return null;
    }
}
