using Plimsoll.Oci;

namespace Plimsoll.Publishing.Builds;

/// <summary>The temporary folder of a build that writes an archive.</summary>
internal static class BuildFolder
{
    /// <summary>Makes one for a build, and deletes it where the build fails.</summary>
    public static async Task<T> UseAsync<T>(Func<TemporaryFolder, Task<T>> build)
    {
        var folder = TemporaryFolder.Create("build");
        try
        {
            return await build(folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }
}
