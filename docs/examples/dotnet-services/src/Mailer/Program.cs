System.Console.WriteLine("Mailer");
