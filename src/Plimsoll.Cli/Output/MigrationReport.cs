using Plimsoll.Oci;
using Plimsoll.Publishing.Migration;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll migrate-build</c>.</summary>
/// <param name="SchemaVersion">The version of this format.</param>
/// <param name="IsWritten">Whether the files were written.</param>
/// <param name="Projects">The project files of the build, relative to the repository.</param>
/// <param name="Files">The files that change, and those that are new.</param>
/// <param name="Remaining">What has to be moved by hand.</param>
internal sealed record MigrationReport(int SchemaVersion, bool IsWritten, IReadOnlyList<string> Projects, IReadOnlyList<MigratedFileEntry> Files, IReadOnlyList<RemainingWork> Remaining)
{
    /// <summary>Prints the changes as a diff, or the names of the files that were written, and what remains on stderr.</summary>
    public static async Task WriteAsync(BuildMigration migration, bool isWritten, CommandSession session)
    {
        foreach (var work in migration.Remaining)
            session.Diagnostics.Warn($"{LogText.Neutralize(work.File)}:{work.Line}: {LogText.Neutralize(work.Name)}: {work.Advice}");
        if (session.IsJson)
        {
            var report = new MigrationReport(1, isWritten, migration.Projects, [.. migration.Files.Select(MigratedFileEntry.Create)], migration.Remaining);
            await session.Host.Out.WriteLineAsync(CliJson.Write(report, CliJson.Default.MigrationReport));
            return;
        }

        foreach (var file in migration.Files)
            if (isWritten)
                await session.Host.Out.WriteLineAsync(LogText.Neutralize(file.Path));
            else
                foreach (var line in LineDiff.Create(file.Path, file.Before, file.After))
                    await session.Host.Out.WriteAsync(line);
        var places = $"{Quantity.Format(migration.Remaining.Count, "place")} to move by hand";
        session.Diagnostics.Info(
            migration.Files.Count == 0 ? $"nothing to change; {places}"
            : isWritten ? $"{Quantity.Format(migration.Files.Count, "file")} written; {places}"
            : $"{Quantity.Format(migration.Files.Count, "file")} to change, {places}; nothing was written: add --write");
    }
}
