using System.CommandLine;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll receipt</c>: what was published, by whom and when, and whether that still holds.</summary>
internal static class ReceiptCommand
{
    public static Command Create(CommandHost host) => new("receipt", "Show, verify, list and attach receipts, the records of what was published")
    {
        ReceiptShowCommand.Create(host),
        ReceiptVerifyCommand.Create(host),
        ReceiptListCommand.Create(host),
        ReceiptAttachCommand.Create(host),
        ReceiptRecordCommand.Create(host),
    };
}
