namespace Plimsoll.Publishing.Builds;

/// <summary>The temporary folder of a build that writes an archive; only this user can look into it.</summary>
internal static class BuildFolder
{
    /// <summary>Makes one for a build, and deletes it where the build fails.</summary>
    public static async Task<T> UseAsync<T>(Func<string, Task<T>> build)
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-build-").FullName;
        try
        {
            return await build(folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }
}
