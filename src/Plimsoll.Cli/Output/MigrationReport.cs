using Plimsoll.Oci;
using Plimsoll.Publishing.Migration;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll migrate-build</c>.</summary>
/// <param name="SchemaVersion">The version of this format.</param>
/// <param name="IsWritten">Whether the files were written.</param>
/// <param name="Projects">The project files of the build, relative to the repository.</param>
/// <param name="Files">The files that change, and those that are new.</param>
/// <param name="Remaining">What has to be moved by hand, with lines of the files as they are now.</param>
internal sealed record MigrationReport(int SchemaVersion, bool IsWritten, IReadOnlyList<string> Projects, IReadOnlyList<MigratedFileEntry> Files, IReadOnlyList<RemainingWork> Remaining)
{
    /// <summary>Prints the changes as a diff, or the names of the files that were written, and what remains on stderr.</summary>
    public static async Task WriteAsync(BuildMigration migration, bool isWritten, CommandSession session)
    {
        var remaining = isWritten ? migration.RemainingAfter : migration.Remaining;
        if (session.IsJson)
            await session.Host.Out.WriteLineAsync(CliJson.Write(new MigrationReport(1, isWritten, migration.Projects, [.. migration.Files.Select(MigratedFileEntry.Create)], remaining), CliJson.Default.MigrationReport));
        else
            await WriteFilesAsync(migration.Files, isWritten, session);
        foreach (var work in remaining)
            session.Diagnostics.Warn($"{LogText.Neutralize(work.File)}:{work.Line}: {LogText.Neutralize(work.Name)}: {work.Advice}");
        var places = $"{Quantity.Format(remaining.Count, "place")} to move by hand";
        session.Diagnostics.Info(
            migration.Files.Count == 0 ? $"nothing to change; {places}"
            : isWritten ? $"{Quantity.Format(migration.Files.Count, "file")} written; {places}"
            : $"{Quantity.Format(migration.Files.Count, "file")} to change, {places}; nothing was written: add --write");
    }

    private static async Task WriteFilesAsync(IReadOnlyList<MigratedFile> files, bool isWritten, CommandSession session)
    {
        foreach (var file in files)
            if (isWritten)
                await session.Host.Out.WriteLineAsync(LogText.Neutralize(file.Path));
            else
                foreach (var line in LineDiff.Create(file.Path, file.Before, file.After))
                    await session.Host.Out.WriteAsync(line);
    }
}
