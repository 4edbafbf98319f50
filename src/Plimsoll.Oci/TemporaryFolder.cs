using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Plimsoll.Oci;

/// <summary>
/// A temporary folder for programs that want names of files, which only this user can look into. It is deleted on disposal; where
/// its process was killed, by the next process that makes one of its kind.
/// </summary>
internal sealed partial class TemporaryFolder : IDisposable
{
    private const string Extension = ".lock";
    private const uint OwnerOnly = 0x1C0; // 0700

    /// <summary>The file beside the folder that tells that somebody uses it.</summary>
    private readonly FileStream _claim;

    private TemporaryFolder(FileStream claim) => _claim = claim;

    /// <summary>The folder, absolute.</summary>
    public string Path => PathOf(_claim.Name);

    /// <summary>Makes one.</summary>
    /// <param name="kind">What it is for, as a part of its name.</param>
    /// <param name="parent">The folder that it is made in; the default is the system's for temporary files.</param>
    /// <exception cref="PlimsollException">It cannot be made (exit code 2).</exception>
    public static TemporaryFolder Create(string kind, string? parent = null)
    {
        var prefix = $"plimsoll-{kind}-";
        var options = new FileStreamOptions { Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0, Options = FileOptions.DeleteOnClose };
        var claim = TemporaryFiles.Create(parent ?? System.IO.Path.GetTempPath(), prefix, Extension, options);
        var folder = new TemporaryFolder(claim);
        try
        {
            ClaimedFile.RemoveAbandoned(claim, prefix, Extension, file => DeleteAbandoned(PathOf(file)));
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder.Path);
            else if (Make(folder.Path, OwnerOnly) != 0)
                throw new IOException($"{new Win32Exception(Marshal.GetLastPInvokeError()).Message} : '{folder.Path}'");
            return folder;
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Delete(Path);
        _claim.Dispose();
    }

    private static string PathOf(string claim) => claim[..^Extension.Length];

    /// <summary>What others can write to may have links put into it while it is deleted, and is left to them.</summary>
    private static void DeleteAbandoned(string folder)
    {
        if (StateFolder.IsPrivate(folder))
            Delete(folder);
    }

    private static void Delete(string folder)
    {
        if (!Directory.Exists(folder))
            return;

        // git makes its objects read-only, which only Windows minds.
        if (OperatingSystem.IsWindows())
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Unlike the class library it fails where somebody, who saw the name of the claim, has made a folder or link of that name.</summary>
    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Make(string path, uint mode);
}
