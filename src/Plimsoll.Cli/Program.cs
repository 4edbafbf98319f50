using Plimsoll.Cli;

return await new PlimsollCommand(CommandHost.ForProcess()).RunAsync(args, CancellationToken.None);
