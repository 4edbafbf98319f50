using System.IO.Compression;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Oci.Tests.Storage.Archives;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage;

/// <summary>What long work on this machine tells of itself.</summary>
public sealed class WorkMeterTests : IDisposable
{
    private const int MiB = 1024 * 1024;
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private readonly Listener _listener = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Packing_tells_of_bytes_within_a_file_and_of_files()
    {
        await File.WriteAllBytesAsync(Directory.CreateDirectory(_folder["root/bin"]).FullName + "/large", new byte[5 * MiB], None);
        for (var number = 0; number < 250; number++)
            _folder.Write($"root/{number}", "x");

        using var image = await AssembledImage.FromDirectoryAsync(_folder["root"], new AssemblyOptions { Created = DateTimeOffset.UnixEpoch, Progress = _listener }, None);

        AssertGrows(WorkKind.Packing, "root");
        Assert.Equal(251, _listener.Told[^1].Files);
        Assert.True(_listener.Told[^1].Bytes > 5 * MiB);
        Assert.InRange(_listener.Told.Count, 7, 15);
    }

    [Fact]
    public async Task An_image_is_the_same_whether_somebody_listens_or_not()
    {
        _folder.Write("root/app", "program");
        var silent = new AssemblyOptions { Created = DateTimeOffset.UnixEpoch };

        using var told = await AssembledImage.FromDirectoryAsync(_folder["root"], silent with { Progress = _listener }, None);
        using var untold = await AssembledImage.FromDirectoryAsync(_folder["root"], silent, None);

        Assert.Equal(untold.Manifest.Descriptor, told.Manifest.Descriptor);
    }

    [Fact]
    public async Task Packing_that_fails_is_told_as_over()
    {
        _folder.Write("root/app", "program");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            AssembledImage.FromDirectoryAsync(_folder["root"], new AssemblyOptions { Created = DateTimeOffset.UnixEpoch, Progress = _listener }, cancelled.Token));

        Assert.True(_listener.Told[^1].IsDone);
    }

    [Fact]
    public async Task A_compressed_archive_tells_how_much_of_its_file_is_read_then_how_much_is_hashed()
    {
        var (builder, _, _) = ArchiveBuilder.Old("acme/app:1.0");
        var tar = builder.Build();
        await using (var gzip = new GZipStream(File.Create(_folder["image.tgz"]), CompressionLevel.Fastest))
            await gzip.WriteAsync(tar, None);

        using var archive = await ImageArchive.OpenAsync(_folder["image.tgz"], _listener, None);

        var length = new FileInfo(_folder["image.tgz"]).Length;
        Assert.Equal(
            [
                new(WorkKind.Reading, "image.tgz", 0, length, 0, IsDone: false),
                new(WorkKind.Reading, "image.tgz", length, length, 0, IsDone: true),
                new(WorkKind.Hashing, "image.tgz", 0, tar.Length, 0, IsDone: false),
            ],
            _listener.Told.SkipLast(1));
        Assert.True(_listener.Told[^1] is { Kind: WorkKind.Hashing, IsDone: true, Bytes: > 0 } hashed && hashed.Bytes < tar.Length);
    }

    [Fact]
    public async Task An_archive_from_a_pipe_tells_how_much_has_come()
    {
        var (builder, _, _) = ArchiveBuilder.Old("acme/app:1.0");
        var content = builder.Build();
        await using var stream = new GZipStream(new MemoryStream(InMemoryImage.Gzip(content)), CompressionMode.Decompress);

        using var archive = await DockerArchive.OpenAsync(stream, "standard input", _folder.Path, _listener, None);

        Assert.Contains(new WorkProgress(WorkKind.Reading, "standard input", content.Length, null, 0, IsDone: true), _listener.Told);
    }

    private void AssertGrows(WorkKind kind, string name)
    {
        Assert.All(_listener.Told, work => Assert.Equal((kind, name), (work.Kind, work.Name)));
        Assert.Equal(_listener.Told.Select(work => work.Bytes).Order(), _listener.Told.Select(work => work.Bytes));
        Assert.Equal(_listener.Told.Count - 1, _listener.Told.FindIndex(work => work.IsDone));
    }

    private sealed class Listener : IProgress<WorkProgress>
    {
        public List<WorkProgress> Told { get; } = [];

        public void Report(WorkProgress value) => Told.Add(value);
    }
}
