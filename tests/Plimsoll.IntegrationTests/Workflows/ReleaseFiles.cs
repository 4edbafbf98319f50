using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Workflows;

/// <summary>The files of a release, with the command that is tested in them, in a folder that setup downloads from.</summary>
internal sealed class ReleaseFiles : IDisposable
{
    public const string Version = "3.2.1";

    private static readonly Lazy<ReleaseFiles> Same = new(() =>
    {
        var files = new ReleaseFiles();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => files.Dispose();
        return files;
    });

    private static readonly string Runtime = RuntimeInformation.OSArchitecture is System.Runtime.InteropServices.Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    private readonly TempDirectory _folder = new();

    public ReleaseFiles()
    {
        var archive = _folder[$"plimsoll-{Version}-{Runtime}.tar.gz"];
        using (var file = File.Create(archive))
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            TarFile.CreateFromDirectory(Path.GetDirectoryName(NativeCommand.Path)!, gzip, includeBaseDirectory: false);
        using var content = File.OpenRead(archive);
        _folder.Write("SHA256SUMS", $"{new string('0', 64)}  plimsoll-{Version}.zip\n{Convert.ToHexStringLower(SHA256.HashData(content))}  {Path.GetFileName(archive)}\n");
    }

    /// <summary>Those that all tests use which do not change them.</summary>
    public static ReleaseFiles Shared => Same.Value;

    /// <summary>What <c>base-url</c> is.</summary>
    public string Url => new Uri(_folder.Path).AbsoluteUri;

    /// <summary>Changes the archive after its checksum was written.</summary>
    public void Damage() => File.AppendAllText(_folder[$"plimsoll-{Version}-{Runtime}.tar.gz"], "more");

    /// <summary>Takes the files away.</summary>
    public void Withdraw() => Array.ForEach(Directory.GetFiles(_folder.Path), File.Delete);

    public void Dispose() => _folder.Dispose();
}
