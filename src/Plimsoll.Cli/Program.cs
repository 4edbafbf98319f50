using Plimsoll.Cli;

return await new PlimsollCommand(CommandHost.OfProcess()).RunAsync(args, CancellationToken.None);
